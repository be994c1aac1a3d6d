import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { pause } from './delivery.ts'
import { MediaSession } from './mediaSession.ts'

/** What happens at a number that is called. */
export interface Behaviour {
  readonly does: 'answers' | 'busy' | 'noAnswer'
  /** Milliseconds of ringing. */
  readonly after: number
  /** Milliseconds of talking before they hang up; absent: they stay. */
  readonly talks?: number
}

export interface FakeLeg {
  readonly id: string
  readonly role: 'primary' | 'dial_target' | 'transfer_target'
  readonly to_number: string
  state: 'created' | 'ringing' | 'answered' | 'completed' | 'failed'
  answered_at: string | null
  ended_at: string | null
  reason: string | null
}

const json = z.looseObject({ action: z.string() })
const stream = z.object({
  action: z.literal('stream'),
  ws_url: z.url({ protocol: /^wss?$/ }),
  sample_rate: z.enum(['8k', '16k']).default('8k'),
  chunk_size: z.int().min(20).max(2_000).multipleOf(20).default(400),
  record: z.boolean().default(true),
  flow_url: z.url().optional(),
})
const play = z.object({
  action: z.literal('play'),
  media_url: z.url(),
  flow_url: z.url().optional(),
})
const dial = z.object({
  action: z.literal('dial'),
  to: z.string().regex(/^(\+\d{7,15}|sips?:\S+)$/),
  timeout: z.int().min(1).max(600).default(30),
  record: z.union([z.boolean(), z.enum(['mono', 'stereo', 'per_leg'])]).default(false),
  status_callback_url: z.url().optional(),
  flow_url: z.url().optional(),
})
const action = z.discriminatedUnion('action', [
  stream,
  play,
  dial,
  z.object({ action: z.literal('hangup') }),
])

export interface FakeTelerCallDeps {
  readonly direction: 'inbound' | 'outbound'
  readonly from: string
  readonly to: string
  readonly flowUrl: string
  /** The webhook version has raw UUIDs everywhere but on the media socket. */
  readonly hasUuids: boolean
  readonly repostsFlow: boolean
  readonly behaviourOf: (number: string) => Behaviour
  readonly emit: (call: FakeTelerCall, type: string, data: object, legId: string | null) => void
}

/** Milliseconds in which a flow request must be answered. */
const flowLimit = 5_000

/** One call at the fake network, inbound or outbound. */
export class FakeTelerCall {
  readonly mediaId = `cs_${randomUUID().replaceAll('-', '').slice(0, 26).toUpperCase()}`
  readonly id: string
  readonly legs: FakeLeg[] = []
  /** Actions that were performed. */
  readonly actions: unknown[] = []
  /** Milliseconds that each flow request took. */
  readonly flowMs: number[] = []
  readonly digits: string[] = []
  /** Of the first stream, once it is open. */
  readonly media: Promise<MediaSession>
  readonly ended: Promise<void>
  readonly deps: FakeTelerCallDeps
  state: 'initiated' | 'ringing' | 'answered' | 'completed' | 'failed' = 'initiated'
  reason: string | null = null
  answeredAt: Date | null = null
  endedAt: Date | null = null
  session: MediaSession | null = null
  #ended = Promise.withResolvers<void>()
  #media = Promise.withResolvers<MediaSession>()
  #talking: FakeLeg | null = null

  constructor(deps: FakeTelerCallDeps) {
    this.deps = deps
    this.id = deps.hasUuids ? randomUUID() : this.mediaId
    this.media = this.#media.promise
    this.media.catch(() => {})
    this.ended = this.#ended.promise
  }

  get isLive(): boolean {
    return this.endedAt === null
  }

  /** Somebody calls in. */
  async ringIn(): Promise<void> {
    this.#tell('call.initiated')
    await this.#flow(this.deps.flowUrl)
  }

  /** A call that was asked for. */
  async ringOut(): Promise<void> {
    this.#tell('call.initiated')
    const { does, after } = this.deps.behaviourOf(this.deps.to)
    this.state = 'ringing'
    await pause(after)
    if (!this.isLive) return
    if (does !== 'answers') return this.end('failed', does === 'busy' ? 'user_busy' : 'no_answer')
    await this.#flow(this.deps.flowUrl)
  }

  /** The caller, or whoever was called, hangs up. */
  hangup(reason = 'normal'): void {
    this.end(this.answeredAt || this.deps.direction === 'inbound' ? 'completed' : 'failed', reason)
  }

  end(state: 'completed' | 'failed', reason: string): void {
    if (!this.isLive) return
    this.state = state
    this.reason = reason
    this.endedAt = new Date()
    this.session?.close()
    const now = this.endedAt.toISOString()
    for (const leg of this.legs) {
      if (leg.ended_at !== null) continue
      leg.ended_at = now
      leg.state = leg.answered_at === null ? 'failed' : 'completed'
      leg.reason ??= leg.answered_at === null ? 'canceled' : 'normal_clearing'
    }
    this.#media.reject(new Error('The call ended without a stream.'))
    this.#tell(state === 'completed' ? 'call.completed' : 'call.failed')
    this.#ended.resolve()
  }

  endLeg(leg: FakeLeg, reason: string): void {
    if (leg.ended_at !== null) return
    leg.ended_at = new Date().toISOString()
    leg.state = leg.answered_at === null ? 'failed' : 'completed'
    leg.reason = reason
    this.deps.emit(this, `leg.${leg.state}`, { reason }, leg.id)
    if (this.#talking === leg) this.hangup('callee_hangup')
  }

  /** Cold: once somebody answers, the stream is over. */
  transfer(to: string, seconds: number): FakeLeg {
    const leg = this.#leg('transfer_target', to)
    void this.#ring(leg, seconds).then((isAnswered) => {
      this.deps.emit(this, `call.transfer.${isAnswered ? 'completed' : 'failed'}`, {}, leg.id)
      if (!isAnswered || !this.isLive) return
      this.#talking = leg
      this.session?.close()
      this.#talk(leg)
    })
    return leg
  }

  #talk(leg: FakeLeg): void {
    const { talks } = this.deps.behaviourOf(leg.to_number)
    if (talks !== undefined) setTimeout(() => this.endLeg(leg, 'callee_hangup'), talks)
  }

  async #ring(leg: FakeLeg, seconds: number): Promise<boolean> {
    const { does, after } = this.deps.behaviourOf(leg.to_number)
    leg.state = 'ringing'
    this.deps.emit(this, 'leg.ringing', {}, leg.id)
    await pause(Math.min(after, seconds * 1_000))
    if (!this.isLive || leg.ended_at !== null) return false
    if (does !== 'answers' || after > seconds * 1_000) {
      this.endLeg(leg, does === 'busy' ? 'user_busy' : 'no_answer')
      return false
    }
    leg.state = 'answered'
    leg.answered_at = new Date().toISOString()
    this.deps.emit(this, 'leg.answered', {}, leg.id)
    return true
  }

  #leg(role: FakeLeg['role'], to: string): FakeLeg {
    const leg: FakeLeg = {
      ...{ id: `cl_${randomUUID()}`, role, to_number: to, state: 'created', reason: null },
      ...{ answered_at: null, ended_at: null },
    }
    this.legs.push(leg)
    return leg
  }

  async #flow(url: string): Promise<void> {
    const request = () => this.#ask(url)
    const [answered] = await Promise.all(
      this.deps.repostsFlow ? [request(), pause(30).then(request)] : [request()],
    )
    if (!this.isLive) return
    if (!answered) return this.end('failed', 'flow_fetch_failed')
    if (this.answeredAt === null && answered.action !== 'hangup') {
      this.answeredAt = new Date()
      this.state = 'answered'
      this.#tell('call.answered')
    }
    this.actions.push(answered)
    await this.#perform(answered)
  }

  async #ask(url: string): Promise<z.output<typeof action> | null> {
    const { from, to, direction } = this.deps
    const startedAt = performance.now()
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ call_id: this.id, account_id: 'acc_fake', direction },
          ...{ from_number: from, to_number: to },
        }),
        signal: AbortSignal.timeout(flowLimit),
      })
      const body = json.safeParse(await answer.json())
      const parsed = action.safeParse(body.data)
      if (answer.status !== 200 || !parsed.success) return null
      return parsed.data
    } catch {
      return null
    } finally {
      this.flowMs.push(Math.round(performance.now() - startedAt))
    }
  }

  async #perform(performed: z.output<typeof action>): Promise<void> {
    if (performed.action === 'hangup') return this.end('completed', 'normal')
    if (performed.action === 'stream') return this.#stream(performed)
    if (performed.action === 'play') await pause(60)
    else {
      const leg = this.#leg('dial_target', performed.to)
      if (await this.#ring(leg, performed.timeout)) {
        await pause(this.deps.behaviourOf(leg.to_number).talks ?? 0)
        this.endLeg(leg, 'normal_clearing')
      }
    }
    if (!this.isLive) return
    if (performed.flow_url) await this.#flow(performed.flow_url)
    else this.end('completed', 'normal')
  }

  async #stream(performed: z.output<typeof stream>): Promise<void> {
    const streamId = `ms_${randomUUID()}`
    const session = new MediaSession({
      ...{ url: performed.ws_url, sampleRate: performed.sample_rate, streamId },
      ...{ chunkSize: performed.chunk_size, callId: this.mediaId },
    })
    if (!(await session.opened)) return this.end('failed', 'flow_error')
    this.session = session
    this.#media.resolve(session)
    this.deps.emit(this, 'stream.initiated', { stream_id: streamId }, null)
    await session.closed
    this.deps.emit(this, 'stream.completed', { stream_id: streamId }, null)
    if (this.#talking || !this.isLive) return
    if (performed.flow_url) await this.#flow(performed.flow_url)
    else this.end('completed', 'normal')
  }

  #tell(type: string): void {
    this.deps.emit(this, type, {}, null)
  }
}
