import type { Page } from 'playwright-core'
import { resample } from '#runtime/speech/resample.ts'
import { sampleRateHz } from '#runtime/voice/line.ts'

declare global {
  interface Window {
    receivedSound?: Record<string, number>
  }
}

/** What a browser says of the sound that reached it. */
export interface Reception {
  /** Of sound that was played. */
  readonly seconds: number
  readonly packetsLost: number
  /** Of all samples that were played, those that the browser made up because no packet was there, silence aside. */
  readonly madeUp: number
  /** Of all samples, those that it put in or took out to play sooner or later. */
  readonly stretched: number
}

/** Before the page is opened: counts what reaches its calls, as a connection that was closed tells nothing. */
export async function watchReception(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let last: RTCPeerConnection | null = null
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        last = this
      }
    }
    const count = async () => {
      for (const one of (await last?.getStats())?.values() ?? [])
        if (one.type === 'inbound-rtp' && one.kind === 'audio') window.receivedSound = one
    }
    setInterval(() => void count(), 100)
  })
}

/** How even the sound of the call was, up to its end. */
export async function receptionOf(page: Page): Promise<Reception> {
  const counted = await page.evaluate(() => window.receivedSound ?? {})
  const of = (name: string) => counted[name] ?? 0
  const all = Math.max(1, of('totalSamplesReceived'))
  return {
    seconds: of('totalSamplesDuration'),
    packetsLost: of('packetsLost'),
    madeUp: (of('concealedSamples') - of('silentConcealedSamples')) / all,
    stretched: (of('insertedSamplesForDeceleration') + of('removedSamplesForAcceleration')) / all,
  }
}

/** Enough for speech, whatever the codec: a quarter of the work. */
const rateHz = 8_000
/** 100 ms, longer than any sound that repeats itself in speech. */
const pieceLength = rateHz / 10
/** A piece may come so many samples sooner or later than the last that was found, for each that was missed since. */
const slack = rateHz / 20
const mostSlack = 8 * slack
/** Quieter pieces (RMS) are pauses: nothing can be missing there. */
const quiet = 200
/** Correlation at which a piece counts as the one that was made: codecs change phases a little. */
const same = 0.8

/** Which share of the loud pieces of a sound was heard as it was made, in its order; both at 16 kHz. */
export function shareHeard(made: Int16Array, heard: Int16Array): number {
  const [from, to] = [made, heard].map((pcm) =>
    Float32Array.from(resample(pcm, sampleRateHz, rateHz)),
  )
  if (!from || !to) return 0
  const pieces = Array.from({ length: Math.floor(from.length / pieceLength) }, (_, index) => ({
    at: index * pieceLength,
    sound: from.subarray(index * pieceLength, (index + 1) * pieceLength),
  })).filter(({ sound }) => Math.sqrt(power(sound) / pieceLength) > quiet)
  let shift = findStart(from, to)
  let reach = slack
  let intact = 0
  for (const { at, sound } of pieces) {
    const best = bestPlace(sound, to, at + shift - reach, at + shift + reach)
    const isFound = best.likeness >= same
    reach = isFound ? slack : Math.min(mostSlack, reach + slack)
    if (!isFound) continue
    intact++
    shift = best.at - at
  }
  return pieces.length === 0 ? 0 : intact / pieces.length
}

/** How much later a sound is heard than it was made, by its loudest quarter of a second. */
function findStart(made: Float32Array, heard: Float32Array): number {
  const length = Math.min(rateHz / 4, made.length)
  let loudest = 0
  for (let at = 0; at + length <= made.length; at += pieceLength) {
    const isLouder =
      power(made.subarray(at, at + length)) > power(made.subarray(loudest, loudest + length))
    if (isLouder) loudest = at
  }
  return bestPlace(made.subarray(loudest, loudest + length), heard, 0, heard.length).at - loudest
}

/** Where a sound is most like `piece`, and how much (1: the same but for its loudness). */
function bestPlace(piece: Float32Array, heard: Float32Array, first: number, last: number) {
  const own = power(piece)
  let best = { at: first, likeness: 0 }
  for (let at = Math.max(0, first); at <= Math.min(last, heard.length - piece.length); at++) {
    let [sum, other] = [0, 0]
    for (let index = 0; index < piece.length; index++) {
      const sample = heard[at + index] ?? 0
      sum += (piece[index] ?? 0) * sample
      other += sample * sample
    }
    const likeness = other === 0 ? 0 : sum / Math.sqrt(own * other)
    if (likeness > best.likeness) best = { at, likeness }
  }
  return best
}

function power(sound: Float32Array): number {
  let sum = 0
  for (const sample of sound) sum += sample * sample
  return sum
}
