import { describe, expect, it } from 'vitest'
import { frameMs, frameSamples, sampleRateHz } from '../line.ts'
import { decisionTime, hear, heardNothing, isListening, judge } from './answering.ts'
import { createSoundReader } from './soundsOf.ts'
import { toneOf } from './toneOf.ts'

/** A piece of a greeting: milliseconds of silence, of voice, or of a tone. */
type Piece =
  | readonly ['silence', number]
  | readonly ['voice', number]
  | readonly ['tone', number, number]

let seed = 1
const noise = () => {
  seed = (seed * 16_807) % 2_147_483_647
  return seed / 1_073_741_823 - 1
}

/** Sound of a piece. A voice: a pitch that glides, with its harmonics, and syllables. */
function soundOf(piece: Piece, hiss: number): Int16Array {
  const [type, ms, hz = 0] = piece
  const pcm = new Int16Array((ms * sampleRateHz) / 1_000)
  let phase = 0
  for (let index = 0; index < pcm.length; index++) {
    const at = index / sampleRateHz
    const pitch = type === 'tone' ? hz : 130 + 25 * Math.sin(at * 7)
    phase += (2 * Math.PI * pitch) / sampleRateHz
    const voice = [1, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3].reduce(
      (sum, strength, harmonic) => sum + strength * Math.sin(phase * (harmonic + 1)),
      0,
    )
    const value = type === 'silence' ? 0 : type === 'tone' ? 6_000 * Math.sin(phase) : 1_500 * voice
    pcm[index] = Math.round(value + hiss * noise())
  }
  return pcm
}

function* framesOf(pieces: readonly Piece[], hiss: number): Generator<Int16Array> {
  for (const piece of pieces) {
    const pcm = soundOf(piece, hiss)
    for (let start = 0; start + frameSamples <= pcm.length; start += frameSamples) {
      yield pcm.subarray(start, start + frameSamples)
    }
  }
}

function decide(pieces: readonly Piece[], hiss = 20) {
  const read = createSoundReader()
  let heard = heardNothing
  for (const frame of framesOf([...pieces, ['silence', 5_000]], hiss)) {
    heard = hear(heard, read(frame))
    const answerer = judge(heard)
    if (answerer !== null) return { answerer, at: heard.at }
  }
  throw new Error('Nobody decided.')
}

const words = (count: number, length = 260, pause = 100): Piece[] =>
  Array.from({ length: count }, (): Piece[] => [
    ['voice', length],
    ['silence', pause],
  ]).flat()

describe('who answers', () => {
  it.for([
    [
      'says hello',
      [
        ['silence', 400],
        ['voice', 450],
      ],
      'human',
    ],
    ['says a name in two words', [['silence', 300], ...words(2, 350)], 'human'],
    ['says a company’s name', [['silence', 200], ...words(4, 300)], 'human'],
    [
      'says hello on a noisy line',
      [
        ['silence', 800],
        ['voice', 500],
      ],
      'human',
      180,
    ],
    [
      'talks on and on',
      [
        ['silence', 500],
        ['voice', 2_500],
      ],
      'machine',
    ],
    ['talks in many short words', [['silence', 500], ...words(9, 120, 100)], 'machine'],
    ['greets, pauses and goes on', [['silence', 300], ...words(6, 300, 150)], 'machine'],
    [
      'beeps at once',
      [
        ['silence', 500],
        ['tone', 400, 1_000],
      ],
      'beep',
    ],
    [
      'beeps after a word',
      [
        ['silence', 300],
        ['voice', 400],
        ['silence', 300],
        ['tone', 250, 440],
      ],
      'beep',
    ],
    ['says nothing', [], 'unknown'],
    [
      'coughs',
      [
        ['silence', 900],
        ['voice', 40],
      ],
      'unknown',
    ],
  ] as const satisfies readonly (readonly [string, readonly Piece[], string, number?])[])(
    'whoever %s is decided in time',
    ([, pieces, expected, hiss]) => {
      const { answerer, at } = decide(pieces, hiss)
      expect(answerer).toBe(expected)
      expect(at).toBeLessThanOrEqual(decisionTime)
    },
  )

  it('hears a person within a second and a half of their hello', () => {
    expect(
      decide([
        ['silence', 300],
        ['voice', 400],
      ]).at,
    ).toBeLessThanOrEqual(1_600)
  })
})

describe('a machine’s beep', () => {
  const greeting: Piece[] = [['silence', 300], ...words(20)]
  const listensAt = (pieces: readonly Piece[]) => {
    const read = createSoundReader()
    let heard = heardNothing
    for (const frame of framesOf(
      [...pieces, ...Array.from({ length: 40 }, (): Piece => ['silence', 1_000])],
      30,
    )) {
      heard = hear(heard, read(frame))
      if (isListening(heard)) return heard.at
    }
    return null
  }
  const lengthOf = (pieces: readonly Piece[]) => pieces.reduce((sum, [, ms]) => sum + ms, 0)

  it.for([440, 850, 1_000, 1_400, 2_000])('of %i Hz is heard', (hz) => {
    const beeping: Piece[] = [...greeting, ['silence', 500], ['tone', 300, hz]]
    const at = listensAt(beeping)
    expect(at).toBeGreaterThanOrEqual(lengthOf(beeping))
    expect(at).toBeLessThanOrEqual(lengthOf(beeping) + 200)
  })

  it('is no key, no dial tone of 100 ms and no voice', () => {
    const short: Piece[] = [...greeting, ['tone', 100, 1_000]]
    expect(listensAt(short)).toBeGreaterThan(lengthOf(short) + 3_000)
    expect(listensAt(greeting)).toBeGreaterThan(lengthOf(greeting) + 3_000)
  })

  it('that never comes is not waited for longer than half a minute', () => {
    const endless = Array.from({ length: 8 }, () => words(15)).flat()
    expect(lengthOf(endless)).toBeGreaterThan(34_000)
    expect(listensAt(endless)).toBeLessThanOrEqual(34_000 + frameMs)
  })
})

it.for([
  ['one pitch', [1_000], 1_000],
  ['a pitch between two steps', [1_010], 1_000],
  ['a key', [770, 1_336], null],
  ['nothing', [], null],
] as const)('%s', ([, pitches, expected]) => {
  const frame = new Int16Array(frameSamples)
  for (let index = 0; index < frame.length; index++) {
    frame[index] = pitches.reduce(
      (sum, hz) => sum + 3_000 * Math.sin((2 * Math.PI * hz * index) / sampleRateHz),
      0,
    )
  }
  const hz = toneOf(frame)
  if (expected === null) expect(hz).toBe(null)
  else expect(Math.abs((hz ?? 0) - expected)).toBeLessThanOrEqual(20)
})
