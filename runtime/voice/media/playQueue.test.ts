import { expect, it } from 'vitest'
import { PlayQueue } from './playQueue.ts'

const pcm = (samples: number, value: number): Int16Array => new Int16Array(samples).fill(value)

it('joins pieces without a gap and fills the end with silence', async () => {
  const queue = new PlayQueue()
  const first = queue.add(pcm(480, 1))
  const second = queue.add(pcm(320, 2))
  const frames = [queue.takeFrame(), queue.takeFrame(), queue.takeFrame(), queue.takeFrame()]
  expect(frames.map((frame) => frame && [frame[0], frame[159], frame[160], frame[319]])).toEqual([
    [1, 1, 1, 1],
    [1, 1, 2, 2],
    [2, 2, 0, 0],
    null,
  ])
  expect(await Promise.all([first.done, second.done])).toEqual([30, 20])
})

it('drops what was not sent when a piece is stopped, and goes on with the next', async () => {
  const queue = new PlayQueue()
  const first = queue.add(pcm(16_000, 1))
  queue.add(pcm(320, 2))
  queue.takeFrame()
  first.stop()
  first.stop()
  expect([first.playedMs, await first.done, queue.takeFrame()?.[0]]).toEqual([20, 20, 2])
})

it('settles everything when it is closed, also what comes later', async () => {
  const queue = new PlayQueue()
  const before = queue.add(pcm(640, 1))
  queue.close()
  const after = queue.add(pcm(640, 1))
  expect([await before.done, await after.done, queue.takeFrame()]).toEqual([0, 0, null])
})

it('settles an empty piece', async () => {
  const queue = new PlayQueue()
  expect(await queue.add(pcm(0, 0)).done).toBe(0)
  const playing = queue.add(pcm(320, 1))
  const empty = queue.add(pcm(0, 0))
  queue.takeFrame()
  queue.takeFrame()
  expect(await Promise.all([playing.done, empty.done])).toEqual([20, 0])
})
