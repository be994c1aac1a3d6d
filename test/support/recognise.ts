import { createPocketsphinxRecognizer } from '#runtime/speech/pocketsphinx/pocketsphinxRecognizer.ts'
import type { Recognizer } from '#runtime/speech/speech.ts'

/** Why a test that needs a listener is skipped. */
export const recogniseRemedy = 'needs: apt-get install libpocketsphinx3 pocketsphinx-en-us'

let shared: Recognizer | null = null

/** The recogniser of all tests of a file. */
export function testRecognizer(): Recognizer {
  // Nobody waits on the line: a clip may be long, stand behind others, and the machine be busy.
  shared ??= createPocketsphinxRecognizer({ log: { warn: () => {} }, workers: 2, timeout: 100_000 })
  return shared
}

/** True when `recogniseClip` can listen here. */
export function canRecognise(): boolean {
  return testRecognizer().available
}

/**
 * The words heard in 16 kHz audio, for example what a browser played: by the general model, or by one that listens for
 * sentences, of which it takes the one that was said, if any was.
 */
export async function recogniseClip(
  pcm: Int16Array,
  sentences: readonly string[] = [],
): Promise<string> {
  const utterance = testRecognizer().open({ phrases: sentences, language: 'en-US' })
  utterance.feed(pcm)
  return (await utterance.finish()).text
}
