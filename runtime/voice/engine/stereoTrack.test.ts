import { describe, expect, it } from 'vitest'
import { frameSamples } from '../line.ts'
import { createStereoTrack } from './stereoTrack.ts'

const frame = (value: number) => new Int16Array(frameSamples).fill(value)

/** What was written, as the first sample of each channel. */
function setUp() {
  const written: string[] = []
  const track = createStereoTrack((pcm) => {
    expect(pcm.length).toBe(2 * frameSamples)
    written.push(`${pcm[0]} ${pcm[1]}`)
  })
  return { track, written }
}

describe('createStereoTrack', () => {
  it('sets two voices side by side', () => {
    const { track, written } = setUp()
    track.left(frame(1))
    expect(written).toEqual([])
    track.right(frame(2))
    track.right(frame(3))
    track.left(frame(4))
    expect(written).toEqual(['1 2', '4 3'])
  })

  it('goes on with one voice while the other is held', () => {
    const { track, written } = setUp()
    for (let index = 1; index <= 8; index++) track.right(frame(index))
    expect(written).toEqual(['0 1', '0 2', '0 3'])
    track.left(frame(9))
    expect(written.at(-1)).toBe('9 4')
  })

  it('writes what waits at the end', () => {
    const { track, written } = setUp()
    track.left(frame(1))
    track.finish()
    track.finish()
    expect(written).toEqual(['1 0'])
  })
})
