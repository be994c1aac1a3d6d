import { expect, it } from 'vitest'
import { IncomingSound } from './incomingSound.ts'
import { parseMediaFrame, printAudio, readPcm } from './mediaFrame.ts'

const sound = Buffer.from(Int16Array.of(1, -2, 300).buffer).toString('base64')

it.for([
  [{ type: 'start', call_id: 'cs_1', data: { sample_rate: 8_000 } }, 'start cs_1'],
  [{ type: 'start' }, 'start null'],
  [{ type: 'audio', stream_id: 's', data: { audio_b64: sound } }, 'audio 6'],
  [{ type: 'audio', audio_b64: sound }, 'audio 6'],
  [{ type: 'dtmf', data: { digit: '#' } }, 'digit #'],
  [{ type: 'dtmf', digit: '5' }, 'digit 5'],
  [{ type: 'dtmf', digit: '55' }, 'other'],
  [{ type: 'mark', name: 'x' }, 'other'],
  [{ type: 'audio' }, 'nothing'],
  [{ audio: 1 }, 'nothing'],
  [[], 'nothing'],
] as const)('reads %j as %s', ([message, expected]) => {
  const frame = parseMediaFrame(JSON.stringify(message))
  const read = () => {
    if (frame === null) return 'nothing'
    if (frame.type === 'start') return `start ${frame.callId}`
    if (frame.type === 'audio') return `audio ${frame.bytes.length}`
    return frame.type === 'digit' ? `digit ${frame.digit}` : 'other'
  }
  expect(read()).toBe(expected)
})

it('reads and writes little-endian samples, and puts its own at the top level', () => {
  expect([...readPcm(Buffer.from([1, 0, 254, 255, 44, 1, 9]))]).toEqual([1, -2, 300])
  expect(JSON.parse(printAudio(Int16Array.of(1, -2, 300), 7))).toEqual({
    ...{ type: 'audio', audio_b64: sound, chunk_id: 7 },
  })
  expect(parseMediaFrame('{')).toBeNull()
})

it.for([
  ['40 ms at 16 kHz, as asked for', 640, 10, 20],
  ['40 ms at 8 kHz, although 16 was asked for', 320, 10, 20],
  ['400 ms at 16 kHz', 6_400, 2, 40],
  ['a short first piece, then 40 ms at 16 kHz', [320, 640, 640], 1, 5],
  ['odd pieces', 333, 10, 10],
] as const)('cuts %s into frames of 20 ms', ([, samples, pieces, frames]) => {
  const incoming = new IncomingSound()
  const lengths = Array.from({ length: pieces }, () => samples).flat()
  const cut = lengths.map((length) => incoming.frames(new Int16Array(length)))
  expect(cut.flat().map(({ length }) => length)).toEqual(Array(frames).fill(320))
})
