/** What was kept of a recording. */
export interface Recording {
  readonly url: string
  readonly seconds: number
}

/** One recording while it is made: 16 kHz. */
export interface RecordingSink {
  /** Keeps audio, of two channels left and right in turn; after a failure it is ignored. */
  write(pcm: Int16Array): void
  /** Why not everything could be kept, in one sentence; null while all is well. */
  readonly problem: string | null
  /**
   * Closes the file; `samples` of one channel cut it to that length. Null when nothing was kept: of zero samples no file
   * is left. Never rejects.
   */
  finish(samples?: number): Promise<Recording | null>
}

/** Where the engine keeps what it records. */
export interface Recorder {
  open(options?: { readonly channels: 1 | 2 }): RecordingSink
  /** The WAV file under an address that `finish` gave; null when it is none, or larger than `maxBytes`. */
  load(url: string, maxBytes: number): Promise<Uint8Array | null>
}
