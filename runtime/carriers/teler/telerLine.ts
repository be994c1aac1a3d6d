import type { DialTarget } from '#shared/fml/fml.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Log } from '../../log.ts'
import type { Line, LineListener, Playback } from '../../voice/line.ts'
import { Downsampler } from '../../voice/media/halfBand.ts'
import { InbandKeys, soundOfKeys } from '../../voice/media/plain/inbandKeys.ts'
import type { Transfer, TransferAsk } from '../../voice/transfer.ts'
import { IncomingSound } from './incomingSound.ts'
import { clearMessage, parseMediaFrame, printAudio, readPcm } from './mediaFrame.ts'
import { chunkMs, Playout } from './playout.ts'

export interface TelerLineDeps {
  readonly clock: Clock
  readonly log: Log
  /** Sends a message by the media socket. */
  readonly send: (message: string) => void
  /** The first message came; Teler's name of the call on this channel. */
  readonly onStart: (callId: string | null) => void
  /** Presses keys by Teler's API; rejects when they cannot be. */
  readonly pressKeys: (digits: string) => Promise<void>
  /** Ends the call at Teler, then closes the socket. */
  readonly hangup: () => void
  readonly transfer: (target: DialTarget, ask: TransferAsk) => Transfer | null
}

/** A key that came as a tone and then again as a message, within this time, was pressed once. */
const sameKeyMs = 1_000
/** Messages that cannot be read, before the line is given up. */
const mostGarbage = 20
const waitMs = 500
/** Most keys of one request. */
const mostKeys = 64

/** A call at Teler, as the voice engine sees it: the frames of its media socket. */
export class TelerLine implements Line {
  readonly codec = 'L16'
  #deps: TelerLineDeps
  #listener: LineListener | null = null
  #ended: string | null = null
  #sound = new IncomingSound()
  #down = new Downsampler()
  #keys = new InbandKeys()
  #hasKeyMessages = false
  #lastKey = { digit: '', at: Number.NEGATIVE_INFINITY }
  #isStarted = false
  #chunks = 0
  #garbage = 0
  #playout: Playout
  #pressing: Promise<unknown> = Promise.resolve()

  constructor(deps: TelerLineDeps) {
    this.#deps = deps
    this.#playout = new Playout({
      clock: deps.clock,
      send: (chunk) => deps.send(printAudio(chunk, ++this.#chunks)),
      clear: () => deps.send(clearMessage),
    })
  }

  /** Sound is gathered before it is sent: what comes live is this much behind. */
  get gathersMs(): number {
    return chunkMs
  }

  listen(listener: LineListener): void {
    if (this.#ended === null) this.#listener = listener
    else listener.hangup(this.#ended)
  }

  play(pcm: Int16Array): Playback {
    const even = pcm.length % 2 === 0 ? pcm : pcm.subarray(0, pcm.length - 1)
    return this.#playout.add(this.#down.process(even))
  }

  sendDigits(digits: string): Promise<boolean> {
    const pressed = this.#pressing.then(() => this.#press(digits))
    this.#pressing = pressed
    return pressed
  }

  transfer(target: DialTarget, ask: TransferAsk): Transfer | null {
    return this.#ended === null ? this.#deps.transfer(target, ask) : null
  }

  hangup(): void {
    if (this.#ended !== null) return
    this.#close('hung up')
    this.#deps.hangup()
  }

  /** The other side is gone: frees everything and tells the listener once. */
  end(reason: string): void {
    if (this.#ended !== null) return
    const listener = this.#listener
    this.#close(reason)
    listener?.hangup(reason)
  }

  /** Takes a message of the media socket; false when there were too many that cannot be read. */
  receive(text: string): boolean {
    const frame = parseMediaFrame(text)
    if (frame === null) return ++this.#garbage < mostGarbage
    if (frame.type !== 'other') this.#start(frame.type === 'start' ? frame.callId : null)
    if (frame.type === 'audio') this.#hear(readPcm(frame.bytes))
    else if (frame.type === 'digit') this.#takeKeyMessage(frame.digit)
    return true
  }

  #start(callId: string | null): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#deps.onStart(callId)
  }

  #hear(pcm: Int16Array): void {
    for (const frame of this.#sound.frames(pcm)) {
      this.#guard((listener) => listener.audio(frame))
      if (this.#hasKeyMessages) continue
      for (const digit of this.#keys.hear(frame)) this.#takeKey(digit)
    }
  }

  #takeKeyMessage(digit: string): void {
    const isFirst = !this.#hasKeyMessages
    // From now on tones are only sound.
    this.#hasKeyMessages = true
    const since = this.#deps.clock.now() - this.#lastKey.at
    if (isFirst && this.#lastKey.digit === digit && since < sameKeyMs) return
    this.#takeKey(digit)
  }

  #takeKey(digit: string): void {
    this.#lastKey = { digit, at: this.#deps.clock.now() }
    this.#guard((listener) => listener.digit(digit))
  }

  async #press(digits: string): Promise<boolean> {
    if (this.#ended !== null) return false
    await this.#pause(this.#playout.leftMs)
    for (const [part = ''] of digits.matchAll(/w|[^w]{1,64}/g)) {
      if (this.#ended !== null) return false
      if (part === 'w') await this.#pause(waitMs)
      else await this.#pressPart(part.slice(0, mostKeys))
    }
    return this.#ended === null
  }

  async #pressPart(digits: string): Promise<void> {
    try {
      await this.#deps.pressKeys(digits)
    } catch (error) {
      this.#deps.log.debug({ err: error }, 'Keys go as tones: Teler does not press them.')
      await this.play(soundOfKeys(digits)).done
    }
  }

  #pause(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((resolve) => this.#deps.clock.after(ms, resolve))
  }

  #close(reason: string): void {
    this.#ended = reason
    this.#listener = null
    this.#playout.close()
  }

  /** A listener that throws must not stop the socket. */
  #guard(tell: (listener: LineListener) => void): void {
    try {
      if (this.#listener) tell(this.#listener)
    } catch (error) {
      this.#deps.log.error({ err: error }, 'a line listener failed')
    }
  }
}
