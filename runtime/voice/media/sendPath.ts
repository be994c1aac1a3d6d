import { frameSamples, type Playback } from '../line.ts'
import type { Codec } from './codec.ts'
import { KeySender } from './keySender.ts'
import { PlayQueue } from './playQueue.ts'
import { printRtp } from './rtp.ts'

/** Silent frames after speech, so that a browser conceals the end with silence and not with a vowel. */
const tailFrames = 5
/** Beats between single silent packets (two seconds) that keep an idle stream and its routers alive. */
const keepAliveBeats = 100

/** Where a stream starts: random numbers (RFC 3550 section 5.1). */
export interface StreamStart {
  readonly payloadType: number
  /** Null: the other side takes no keys. */
  readonly keysPayloadType: number | null
  readonly ssrc: number
  readonly sequence: number
  readonly timestamp: number
}

/** From queued audio to packets, one call of `tick` every 20 ms. The timestamp runs on through silence. */
export class SendPath {
  #codec: Codec
  #start: StreamStart
  #queue = new PlayQueue()
  #keys = new KeySender()
  #keyTimestamp = 0
  #sequence: number
  #timestamp: number
  #tail = tailFrames
  #idleBeats = 0
  #isFirst = true
  #packets = 0
  #bytes = 0

  constructor(codec: Codec, start: StreamStart) {
    this.#codec = codec
    this.#start = start
    this.#sequence = start.sequence
    this.#timestamp = start.timestamp
  }

  play(pcm: Int16Array): Playback {
    return this.#queue.add(pcm)
  }

  /** Other payload types, or another codec with the same clock, from the next packet on. */
  change(codec: Codec, types: Pick<StreamStart, 'payloadType' | 'keysPayloadType'>): void {
    this.#codec = codec
    this.#start = { ...this.#start, ...types }
    if (types.keysPayloadType === null) this.#keys.close()
  }

  /** Packets and payload bytes sent so far, and the timestamp of now (for RTCP). */
  get sent(): { readonly packets: number; readonly bytes: number; readonly timestamp: number } {
    return { packets: this.#packets, bytes: this.#bytes, timestamp: this.#timestamp }
  }

  /** The other side turned keys down. */
  takesNoKeys(): void {
    this.#start = { ...this.#start, keysPayloadType: null }
    this.#keys.close()
  }

  /** Resolves when the keys are sent; false at once when they cannot be. */
  async press(digits: string): Promise<boolean> {
    if (this.#start.keysPayloadType === null) return false
    await this.#keys.add(digits)
    return true
  }

  /** The packet of this beat, or null. */
  tick(): Buffer | null {
    const key = this.#keys.tick(this.#codec.unitsPerFrame)
    return key === null ? this.#tickAudio() : this.#tickKeys(key)
  }

  /** All packets of one press carry the time of its beginning (RFC 4733 section 2.3). */
  #tickKeys(key: Exclude<ReturnType<KeySender['tick']>, null>): Buffer | null {
    if (key !== 'quiet' && key.isFirst) this.#keyTimestamp = this.#timestamp
    this.#timestamp = (this.#timestamp + this.#codec.unitsPerFrame) >>> 0
    this.#idleBeats++
    const { keysPayloadType, ssrc } = this.#start
    if (key === 'quiet' || keysPayloadType === null) return null
    this.#count(key.payload)
    const packet = printRtp({
      payloadType: keysPayloadType,
      marker: key.isFirst,
      sequence: this.#sequence,
      timestamp: this.#keyTimestamp,
      ssrc,
      payload: key.payload,
    })
    this.#sequence = (this.#sequence + 1) & 0xffff
    return packet
  }

  #tickAudio(): Buffer | null {
    const speech = this.#queue.takeFrame()
    const timestamp = this.#timestamp
    this.#timestamp = (timestamp + this.#codec.unitsPerFrame) >>> 0
    if (speech) this.#tail = tailFrames
    const frame = speech ?? this.#silence()
    if (!frame) return null
    const payload = this.#codec.encode(frame)
    this.#count(payload)
    const packet = printRtp({
      payloadType: this.#start.payloadType,
      marker: this.#idleBeats > 0 || this.#isFirst,
      sequence: this.#sequence,
      timestamp,
      ssrc: this.#start.ssrc,
      payload,
    })
    this.#isFirst = false
    this.#idleBeats = 0
    this.#sequence = (this.#sequence + 1) & 0xffff
    return packet
  }

  #count(payload: Uint8Array): void {
    this.#packets++
    this.#bytes += payload.length
  }

  #silence(): Int16Array | null {
    if (this.#tail > 0) this.#tail--
    else if (this.#idleBeats < keepAliveBeats) {
      this.#idleBeats++
      return null
    }
    return new Int16Array(frameSamples)
  }

  close(): void {
    this.#queue.close()
    this.#keys.close()
  }
}
