import { setImmediate } from 'node:timers/promises'
import { err, ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../calls/clock.ts'
import { resample } from '../../speech/resample.ts'
import { parseWav } from '../../speech/wav.ts'
import { sampleRateHz } from '../line.ts'
import type { Recorder } from '../recorder.ts'
import { explain, linkedController, settle } from './waiting.ts'

/** Gets an audio file for the line, or says in one sentence why there is none. */
export type FetchAudio = (
  url: string,
  options: { readonly clock: Clock; readonly signal: AbortSignal },
) => Promise<Result<Int16Array, string>>

/** About a minute and a half of telephone audio at 16 kHz; more would hold memory and the event loop. */
export const maxAudioBytes = 4 * 1024 * 1024
const fetchLimit = 8_000

/**
 * Fetches WAV files. `fetch` comes with the rule for private networks already in it: an author must not reach the
 * machine's own services through Play.
 */
export function createFetchAudio(
  fetch: typeof globalThis.fetch,
  recorder: Pick<Recorder, 'load'> | null = null,
): FetchAudio {
  return async (url, { clock, signal }) => {
    // Our own recordings have addresses of this machine, which are not fetched.
    const own = await recorder?.load(url, maxAudioBytes)
    if (own) return decode(own)
    if (!/^https?:\/\//i.test(url)) return err('the address is not http or https')
    const controller = linkedController(signal)
    const settled = await settle(download(fetch, url, controller.signal), {
      clock,
      within: fetchLimit,
      signal,
    })
    controller.abort()
    controller.free()
    if (settled.type === 'late') return err('it took longer than 8 seconds')
    if (settled.type === 'aborted') return err('the call is over')
    if (settled.type === 'error') return err(explain(settled.error))
    return settled.value.ok ? decode(settled.value.value) : settled.value
  }
}

async function download(
  fetch: typeof globalThis.fetch,
  url: string,
  signal: AbortSignal,
): Promise<Result<Uint8Array, string>> {
  const response = await fetch(url, { signal, headers: { accept: 'audio/wav, audio/x-wav' } })
  if (!response.ok) return err(`the server answered ${response.status}`)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxAudioBytes) return err('it is larger than 4 MB')
    chunks.push(chunk)
  }
  return ok(new Uint8Array(Buffer.concat(chunks, bytes)))
}

async function decode(bytes: Uint8Array): Promise<Result<Int16Array, string>> {
  const wav = parseWav(bytes)
  if (!wav) return err('it is not a WAV file with 16-bit PCM')
  return ok(await resampleInPieces(wav.pcm, wav.rateHz, sampleRateHz))
}

/** At least as many input samples as the filter of `resample` reaches to each side. */
const reach = 256

/** Resamples a second at a time and lets other calls run in between: a long file takes 100 ms and more. */
export async function resampleInPieces(
  pcm: Int16Array,
  fromHz: number,
  toHz: number,
): Promise<Int16Array> {
  if (fromHz === toHz) return pcm
  // Pieces begin where an input and an output sample coincide.
  const period = fromHz / greatestDivisor(fromHz, toHz)
  const margin = period * Math.ceil(reach / period)
  const output = new Int16Array(Math.floor((pcm.length * toHz) / fromHz))
  for (let from = 0; from < pcm.length; from += fromHz) {
    const start = Math.max(0, from - margin)
    const piece = resample(pcm.subarray(start, from + fromHz + margin), fromHz, toHz)
    const skip = ((from - start) * toHz) / fromHz
    const at = (from * toHz) / fromHz
    output.set(piece.subarray(skip, skip + Math.min(toHz, output.length - at)), at)
    await setImmediate()
  }
  return output
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}
