import loadFvad from '@echogarden/fvad-wasm'
import { frameSamples, sampleRateHz } from '../voice/line.ts'
import { createEndpointer, type EndpointerOptions, type SpeechEvent } from './endpointer.ts'

/** Finds the utterances in one line's audio. */
export interface SpeechDetector {
  /** Takes a frame of 320 samples at 16 kHz. The frames are kept, not copied. */
  push(frame: Int16Array): SpeechEvent | null
  /** Milliseconds of silence so far in the utterance under way. */
  silenceMs(): number
  /** Forgets the utterance that is under way. */
  reset(): void
  /** Frees its memory in the module; idempotent. Frames pushed later are ignored. */
  close(): void
}

type Fvad = Awaited<ReturnType<typeof loadFvad>>

/** The strictest: on a telephone, breath and line noise are more common than whispers. */
const strictest = 3

let loading: Promise<Fvad> | null = null
let loaded: Fvad | null = null

/** Loads the voice activity detector, once. Await it before the first call. */
export async function loadVad(): Promise<void> {
  loading ??= loadFvad()
  loaded = await loading
}

/** Makes a detector for one line; `loadVad` must have resolved. */
export function createSpeechDetector(options: EndpointerOptions = {}): SpeechDetector {
  const fvad = loaded
  if (!fvad) throw new Error('await loadVad() before the first speech detector')
  const handle = fvad._fvad_new()
  const samples = fvad._malloc(frameSamples * Int16Array.BYTES_PER_ELEMENT)
  const endpointer = createEndpointer(options)
  let closed = false
  const prepare = () => {
    fvad._fvad_set_mode(handle, strictest)
    fvad._fvad_set_sample_rate(handle, sampleRateHz)
  }
  prepare()
  return {
    push: (frame) => {
      if (closed) return null
      if (frame.length !== frameSamples) {
        throw new Error(`a frame has ${frameSamples} samples, this one has ${frame.length}`)
      }
      // The heap is looked up each time: it is replaced when the module's memory grows.
      fvad.HEAP16.set(frame, samples / Int16Array.BYTES_PER_ELEMENT)
      return endpointer.push(frame, fvad._fvad_process(handle, samples, frameSamples) === 1)
    },
    silenceMs: endpointer.silenceMs,
    reset: () => {
      if (closed) return
      fvad._fvad_reset(handle)
      prepare()
      endpointer.reset()
    },
    close: () => {
      if (closed) return
      closed = true
      fvad._free(samples)
      fvad._fvad_free(handle)
    },
  }
}
