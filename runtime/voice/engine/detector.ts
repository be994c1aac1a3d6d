/** Tells where speech starts and ends, 20 ms at a time. */
export interface SpeechDetector {
  /**
   * Takes one frame of 320 samples and says what it decided by it. Speech is over after the silence that the detector
   * was made with.
   */
  feed(pcm: Int16Array): 'started' | 'ended' | null
  /** Gives its memory back. Idempotent. */
  close(): void
}

export interface DetectorOptions {
  /** Milliseconds of silence that end an utterance. */
  readonly silence: number
}

export type CreateDetector = (options: DetectorOptions) => SpeechDetector
