import { once } from 'node:events'
import { WebSocket } from 'ws'
import { resample } from '#runtime/speech/resample.ts'
import { sampleRateHz } from '#runtime/voice/line.ts'
import { soundOfKeys } from '#runtime/voice/media/plain/inbandKeys.ts'

export interface MediaOptions {
  readonly url: string
  readonly sampleRate: '8k' | '16k'
  /** Milliseconds. */
  readonly chunkSize: number
  /** The media socket names the call in its own way, whatever the webhooks say. */
  readonly callId: string
  readonly streamId: string
}

const outHz = 8_000
const beatMs = 20
const beatSamples = (outHz * beatMs) / 1_000

/** Somebody with a telephone: what they say goes out in real time, what they hear is written down as it is played. */
export class MediaSession {
  readonly socket: WebSocket
  /** Resolves when the socket is gone. */
  readonly closed: Promise<void>
  /** Resolves with false when the other side refused the socket. */
  readonly opened: Promise<boolean>
  /** What came, in order: `audio 1 500` (chunk and milliseconds), `clear`, `interrupt 3`. */
  readonly received: string[] = []
  #options: MediaOptions
  #toSay = new Int16Array(0)
  #rateHz: number
  #queue: { id: number; pcm: Int16Array }[] = []
  #heard: Int16Array[] = []
  #messages = 1
  #stop: () => void = () => {}
  #owed = 0

  constructor(options: MediaOptions) {
    this.#options = options
    this.#rateHz = options.sampleRate === '16k' ? 16_000 : 8_000
    const socket = new WebSocket(options.url)
    this.socket = socket
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    this.opened = Promise.race([
      once(socket, 'open').then(() => true),
      this.closed.then(() => false),
    ]).catch(() => false)
    socket.once('open', () => this.#start())
    socket.on('message', (data) => this.#receive(String(data)))
    void this.closed.then(() => this.#stop())
  }

  /** Says something (16 kHz) behind what is being said. */
  say(pcm: Int16Array): void {
    const more = resample(pcm, sampleRateHz, this.#rateHz)
    const all = new Int16Array(this.#toSay.length + more.length)
    all.set(this.#toSay)
    all.set(more, this.#toSay.length)
    this.#toSay = all
  }

  /** Presses keys: tones in the sound, as Teler passes them on. */
  press(digits: string): void {
    this.say(soundOfKeys(digits))
  }

  /** Everything that was heard so far, at 16 kHz. */
  heard(): Int16Array {
    const samples = this.#heard.reduce((sum, part) => sum + part.length, 0)
    const all = new Int16Array(samples)
    let at = 0
    for (const part of this.#heard) {
      all.set(part, at)
      at += part.length
    }
    return resample(all, outHz, sampleRateHz)
  }

  /** Milliseconds of sound that wait to be played. */
  get waitingMs(): number {
    return (this.#queue.reduce((sum, { pcm }) => sum + pcm.length, 0) * 1_000) / outHz
  }

  close(): void {
    this.socket.close(1000)
  }

  /** As when a network breaks. */
  drop(): void {
    this.socket.terminate()
  }

  sendRaw(text: string): void {
    this.socket.send(text)
  }

  #start(): void {
    const { callId, streamId, chunkSize } = this.#options
    this.#send({
      ...{ type: 'start', account_id: 'acc_fake', call_app_id: 'va_fake' },
      ...{ call_id: callId, stream_id: streamId },
      // Always 8000, whatever was asked for.
      data: { encoding: 'audio/l16', sample_rate: 8_000, channels: 1 },
    })
    const startedAt = performance.now()
    let beats = 0
    const timer = setInterval(() => {
      while (performance.now() - startedAt >= (beats + 1) * beatMs) {
        beats++
        this.#play()
        this.#owed += beatMs
        if (this.#owed >= chunkSize) this.#speak()
      }
    }, beatMs / 2)
    this.#stop = () => clearInterval(timer)
  }

  #speak(): void {
    const { chunkSize, streamId } = this.#options
    this.#owed -= chunkSize
    const pcm = new Int16Array((this.#rateHz * chunkSize) / 1_000)
    pcm.set(this.#toSay.subarray(0, pcm.length))
    this.#toSay = this.#toSay.slice(pcm.length)
    const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)
    this.#send({
      type: 'audio',
      stream_id: streamId,
      data: { audio_b64: bytes.toString('base64') },
    })
  }

  #play(): void {
    const frame = new Int16Array(beatSamples)
    let filled = 0
    while (filled < frame.length) {
      const [first] = this.#queue
      if (!first) break
      const part = first.pcm.subarray(0, frame.length - filled)
      frame.set(part, filled)
      filled += part.length
      first.pcm = first.pcm.subarray(part.length)
      if (first.pcm.length === 0) this.#queue.shift()
    }
    this.#heard.push(frame)
  }

  #send(message: object): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    this.socket.send(JSON.stringify({ ...message, message_id: this.#messages++ }))
  }

  #receive(text: string): void {
    const message: unknown = JSON.parse(text)
    if (typeof message !== 'object' || message === null || !('type' in message)) return
    if (message.type === 'clear') {
      this.received.push('clear')
      this.#queue = []
    }
    const id = 'chunk_id' in message ? Number(message.chunk_id) : 0
    if (message.type === 'interrupt') {
      this.received.push(`interrupt ${id}`)
      this.#queue = this.#queue.filter((chunk) => chunk.id !== id)
    }
    // Nested in `data` it is not heard: that is what the bridges that work do not do.
    if (message.type === 'audio' && 'audio_b64' in message) {
      const bytes = Buffer.from(String(message.audio_b64), 'base64')
      const pcm = new Int16Array(new Uint8Array(bytes).buffer)
      this.received.push(`audio ${id} ${(pcm.length * 1_000) / outHz}`)
      this.#queue.push({ id, pcm })
    }
  }
}
