import { beforeEach, describe, expect, it } from 'vitest'
import { Playout } from '#runtime/carriers/teler/playout.ts'
import { TelerLine } from '#runtime/carriers/teler/telerLine.ts'
import { bridge } from '#runtime/voice/engine/bridge.ts'
import type { CalleeSink } from '#runtime/voice/engine/callee.ts'
import { createCallerInput } from '#runtime/voice/engine/callerInput.ts'
import type { Line } from '#runtime/voice/line.ts'
import { soundOfKeys } from '#runtime/voice/media/plain/inbandKeys.ts'
import { createFakeClock, type FakeClock } from '../support/fakeClock.ts'

let clock: FakeClock
let start: number
beforeEach(() => {
  clock = createFakeClock()
  start = clock.now()
})

/** Until the sound is in the caller's ear. */
const lag = 120
const log = { debug() {}, info() {}, warn() {}, error() {} }

function createPlayout() {
  const sent: string[] = []
  const playout = new Playout({
    clock,
    send: (chunk) => sent.push(`${clock.now() - start}: ${chunk.length / 8} ms`),
    clear: () => sent.push(`${clock.now() - start}: clear`),
  })
  return { sent, play: (ms: number) => playout.add(new Int16Array(ms * 8)), playout }
}

describe('the playout', () => {
  it('sends a sentence at once, in chunks of at least 500 ms, and follows it by the clock', async () => {
    const { sent, play } = createPlayout()
    const sentence = play(1_700)
    let done = -1
    void sentence.done.then((ms) => {
      done = ms
    })
    expect(sent).toEqual(['0: 500 ms', '0: 500 ms', '0: 700 ms'])
    await clock.advance(lag)
    expect(sentence.playedMs).toBe(0)
    await clock.advance(1_000)
    expect([sentence.playedMs, done]).toEqual([1_000, -1])
    await clock.advance(700)
    expect([sentence.playedMs, done]).toEqual([1_700, 1_700])
    expect(sent.length).toBe(3)
  })

  it('plays one after the other, without a gap', async () => {
    const { play } = createPlayout()
    const [first, second] = [play(800), play(600)]
    await clock.advance(lag + 900)
    expect([first.playedMs, second.playedMs]).toEqual([800, 100])
  })

  it('fills a short sound up, once nothing follows it', async () => {
    const { sent, play } = createPlayout()
    const beep = play(200)
    expect(sent).toEqual([])
    await clock.advance(60)
    expect(sent).toEqual(['60: 500 ms'])
    await clock.advance(lag + 200)
    expect(await beep.done).toBe(200)
  })

  it('clears once when it is stopped, and knows what was heard', async () => {
    const { sent, play } = createPlayout()
    const [first, second] = [play(2_000), play(1_000)]
    await clock.advance(lag + 700)
    second.stop()
    first.stop()
    await clock.settle()
    expect([await first.done, await second.done]).toEqual([700, 0])
    expect(sent.filter((each) => each.includes('clear'))).toEqual([`${lag + 700}: clear`])
    play(500)
    expect(sent.at(-1)).toBe(`${lag + 700}: 500 ms`)
  })

  it('sends again what is still wanted after a clear', async () => {
    const { sent, play } = createPlayout()
    const [first, second] = [play(1_000), play(600)]
    await clock.advance(lag + 400)
    first.stop()
    await clock.settle()
    expect(sent.slice(-2)).toEqual([`${lag + 400}: clear`, `${lag + 400}: 600 ms`])
    await clock.advance(lag + 600)
    expect([first.playedMs, await second.done]).toEqual([400, 600])
  })

  it('clears nothing after the end', async () => {
    const { sent, play } = createPlayout()
    const sentence = play(600)
    await clock.advance(lag + 600)
    sentence.stop()
    await clock.settle()
    expect(sent).toEqual(['0: 600 ms'])
  })

  it('sends a long file bit by bit', async () => {
    const { sent, play } = createPlayout()
    const file = play(60_000)
    expect(sent.length).toBe(20)
    await clock.advance(60_000 + lag)
    expect(await file.done).toBe(60_000)
    expect(sent.length).toBe(120)
  })

  it('gathers live sound, and keeps a little reserve', async () => {
    const { sent, play } = createPlayout()
    for (let frame = 0; frame < 100; frame++) {
      play(20)
      await clock.advance(20)
    }
    expect(sent.slice(0, 3)).toEqual(['480: 620 ms', '980: 500 ms', '1480: 500 ms'])
  })

  it('settles everything when the line is gone', async () => {
    const { sent, play, playout } = createPlayout()
    const sentence = play(1_000)
    await clock.advance(lag + 300)
    playout.close()
    expect([await sentence.done, await play(500).done]).toEqual([300, 0])
    expect(sent.length).toBe(2)
    expect(clock.pending()).toBe(0)
  })
})

describe('keys', () => {
  function createLine(canPress = true) {
    const sent: string[] = []
    const pressed: string[] = []
    const digits: string[] = []
    const line = new TelerLine({
      ...{ clock, log, hangup: () => {}, onStart: () => {}, transfer: () => null },
      send: (message) => sent.push(JSON.parse(message).type),
      pressKeys: async (keys) => {
        if (!canPress) throw new Error('no')
        pressed.push(keys)
      },
    })
    line.listen({ audio() {}, text() {}, hangup() {}, digit: (digit) => digits.push(digit) })
    const hear = (pcm: Int16Array) => {
      for (let at = 0; at < pcm.length; at += 640) {
        const piece = Int16Array.from({ length: 640 }, (_, index) => pcm[at + index] ?? 0)
        const audio_b64 = Buffer.from(piece.buffer).toString('base64')
        line.receive(JSON.stringify({ type: 'audio', data: { audio_b64 } }))
      }
    }
    const press = (digit: string) => line.receive(JSON.stringify({ type: 'dtmf', data: { digit } }))
    return { line, sent, pressed, digits, hear, press }
  }

  it('are heard as tones, and once only should Teler begin to tell them', () => {
    const { digits, hear, press } = createLine()
    hear(soundOfKeys('12'))
    press('2')
    hear(soundOfKeys('3'))
    press('3')
    press('3')
    expect(digits.join('')).toBe('1233')
  })

  it('are pressed behind what is being said', async () => {
    const { line, pressed, sent } = createLine()
    line.play(new Int16Array(16_000))
    const done = line.sendDigits('1w2')
    await clock.advance(900)
    expect([pressed, sent.length]).toEqual([[], 2])
    await clock.advance(1_000)
    expect([pressed, await done]).toEqual([['1', '2'], true])
  })

  it('go as tones where Teler does not press them, and not at all when the line is gone', async () => {
    const { line, sent } = createLine(false)
    const done = line.sendDigits('1')
    await clock.advance(2_000)
    expect([sent, await done]).toEqual([['audio'], true])
    line.hangup()
    expect(await line.sendDigits('1')).toBe(false)
  })

  it('do not keep a line that sends nothing but nonsense', () => {
    const { line } = createLine()
    const answers = Array.from({ length: 20 }, () => line.receive('nonsense'))
    expect(answers.lastIndexOf(true)).toBe(18)
  })
})

it('loses nothing of what a bridge passes on, half a second late', async () => {
  const sent: string[] = []
  const line = new TelerLine({
    ...{ clock, log, hangup: () => {}, onStart: () => {}, transfer: () => null },
    send: (message) => sent.push(message),
    pressKeys: async () => {},
  })
  const heard: CalleeSink[] = []
  const over = new AbortController()
  const deaf: Line = {
    ...{ codec: 'PCMU', listen() {}, hangup() {}, sendDigits: async () => true },
    play: () => ({ done: Promise.resolve(20), playedMs: 20, stop() {} }),
  }
  const done = bridge({
    ...{ caller: line, clock, signal: over.signal, timeLimit: 60_000, track: null },
    input: createCallerInput(
      () => {},
      () => {},
    ),
    callee: {
      line: deaf,
      gone: new AbortController().signal,
      attach: (sink) => {
        if (sink) heard.push(sink)
      },
    },
  })
  for (let frame = 0; frame < 250; frame++) {
    heard[0]?.audio(Int16Array.from({ length: 320 }, () => 1_000))
    await clock.advance(20)
  }
  over.abort()
  await done
  const loud = sent
    .map((message) => JSON.parse(message))
    .flatMap(({ audio_b64 }) => [
      ...new Int16Array(new Uint8Array(Buffer.from(audio_b64, 'base64')).buffer),
    ])
    .filter((sample) => sample > 900).length
  // Of five seconds, the last half waits to be sent.
  expect(loud / 8).toBeGreaterThan(4_400)
})
