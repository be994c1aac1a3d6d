import type { Document } from '#shared/fml/fml.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Log } from '../../log.ts'
import type { IncomingCall, Line, Performed } from '../../voice/line.ts'
import type { OutboundEvent } from '../carrier.ts'
import type { CallControl } from './callControl.ts'
import { createDialWatch, type DialWatch } from './dialWatch.ts'
import { networkTarget, streamAction, type TelerAction, wholeActionOf } from './firstAction.ts'
import { advance, type Progress, placed, tell } from './progress.ts'
import { TelerLine } from './telerLine.ts'
import { startTransfer } from './telerTransfer.ts'
import type { TelerEvent } from './webhook.ts'

/** What a flow request says. */
export interface FlowRequest {
  readonly callId: string
  readonly from: string
  readonly to: string
}

/** Where Teler reaches us for one call. */
export interface CallAddresses {
  readonly publicUrl: string
  readonly media: string
  readonly status: string
  /** Asked when the action of that number is over. */
  next(step: number): string
}

/** The media socket of a call. */
export interface MediaSocket {
  send(message: string): void
  close(): void
}

export interface TelerCallDeps {
  readonly clock: Clock
  readonly log: Log
  readonly control: CallControl
  readonly addresses: CallAddresses
  /** Runs the call's flow. */
  readonly take: (call: IncomingCall) => void
  readonly isNear: Parameters<typeof wholeActionOf>[1]['isNear']
  /** A call of ours: which, and who hears how it goes. Null: somebody calls us. */
  readonly outbound: {
    readonly callId: string
    readonly hear: (event: OutboundEvent) => void
  } | null
  /** It is over, and nothing of it runs any more. */
  readonly onOver: () => void
  /** Work that must not be cut off when the process stops. */
  readonly track: (work: Promise<void>) => void
}

/** The flow request is answered by then, whatever the flow does: Teler waits 5 seconds. */
const decideWithin = 2_500
/** Milliseconds in which Teler must bring the media. */
const mediaWithin = 12_000
/** A call whose media is gone must end soon: then Teler is asked. */
const endWithin = 5_000
/** Looks for an end that was never told: seconds later each time. */
const looks = [5_000, 10_000, 30_000, 60_000, 300_000] as const

/** What is told when we end the ringing ourselves. */
const givenUp: Readonly<Record<'noAnswer' | 'canceled', OutboundEvent>> = {
  noAnswer: { type: 'ended', outcome: 'noAnswer', reason: 'Nobody answered in time.' },
  canceled: { type: 'ended', outcome: 'canceled', reason: null },
}

/** One call at Teler: its flow requests, its events and its media, joined for the engine. */
export class TelerCall {
  #deps: TelerCallDeps
  #progress: Progress = placed
  /** Answers of the flow requests, by step: 0 is the first. A request that comes again gets the same. */
  #actions: PromiseWithResolvers<TelerAction>[] = [Promise.withResolvers()]
  #decided = 0
  /** The last step that was asked for. */
  #asked = -1
  #media = Promise.withResolvers<Line>()
  #line: TelerLine | null = null
  #socket: MediaSocket | null = null
  #isStreaming = false
  #dial: DialWatch | null = null
  #performing: ((performed: Performed) => void) | null = null
  #transferring: Promise<unknown> | null = null
  #cancelled: (() => void)[] = []
  #news = new Set<() => void>()
  #cancelLook = () => {}
  #cancelRing = () => {}
  /** Why we ended it, where Teler's own reason would not tell. */
  #gaveUp: 'noAnswer' | 'canceled' | null = null

  constructor(deps: TelerCallDeps) {
    this.#deps = deps
    this.#media.promise.catch(() => {})
  }

  get isOver(): boolean {
    return this.#progress.stage === 'over'
  }

  /** Whether a media socket is waited for. */
  get awaitsMedia(): boolean {
    return this.#isStreaming && this.#line === null && !this.isOver
  }

  /** The network took the call: it rings for so long. */
  watchRinging(ms: number): void {
    if (this.#progress.stage === 'answered' || this.isOver) return
    this.#cancelRing = this.#deps.clock.after(ms, () => void this.giveUp('noAnswer'))
  }

  /** Waits for a sign that the call was made: any request about it, whose address only Teler was told. */
  isHeardOf(within: number): Promise<boolean> {
    if (this.#asked >= 0 || this.#progress !== placed) return Promise.resolve(true)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const stopTimer = this.#deps.clock.after(within, () => resolve(false))
    const forget = this.#listen(() => resolve(true))
    return promise.finally(() => {
      stopTimer()
      forget()
    })
  }

  /** Ends a call that nobody answered. */
  async giveUp(why: 'noAnswer' | 'canceled'): Promise<void> {
    if (this.isOver) return
    if (this.#progress.stage !== 'answered') this.#gaveUp ??= why
    this.#cancelRing()
    this.#lookLater()
    await this.#deps.control.hangup()
  }

  /** Answers a flow request: the first of the call, or one after an action. */
  flow(step: number, request: FlowRequest): Promise<TelerAction> {
    this.#deps.control.learn(request.callId)
    if (this.isOver || step > this.#decided) return Promise.resolve({ action: 'hangup' })
    if (step > this.#asked) {
      this.#asked = step
      for (const listener of [...this.#news]) listener()
      if (step === 0) this.#begin(request)
      else this.#continue()
    }
    return this.#slot(step).promise
  }

  /** A webhook, or what was found out instead of one. */
  event(event: Pick<TelerEvent, 'type' | 'reason'>): void {
    const before = this.#progress
    this.#progress = advance(before, event)
    for (const told of tell(before, this.#progress)) this.#tell(told)
    if (before !== this.#progress && this.isOver) this.#end()
    for (const listener of [...this.#news]) listener()
  }

  /** Something was said about the call that cannot be believed: looks itself. */
  suspect(): void {
    if (!this.isOver) this.#lookLater(1_000)
  }

  /** Takes the media socket; null when none is waited for. */
  connect(socket: MediaSocket): TelerLine | null {
    if (!this.awaitsMedia) return null
    const { clock, log, control } = this.#deps
    const line = new TelerLine({
      clock,
      log,
      send: (message) => socket.send(message),
      onStart: (callId) => {
        control.learn(callId)
        this.#media.resolve(line)
      },
      pressKeys: (digits) => control.pressKeys(digits),
      hangup: () => this.#hangUp(),
      transfer: (target, ask) => {
        const address = this.#deps.isNear(target) ? null : networkTarget(target)
        if (!address) return null
        const transfer = startTransfer(address, ask, {
          clock,
          transfer: (...asked) => control.transfer(...asked),
          legs: () => control.legs(),
          hangupLeg: (legId) => control.hangupLeg(legId),
          onNews: (listener) => this.#listen(listener),
          isOver: () => this.isOver,
        })
        this.#transferring = transfer.ended
        void transfer.ended.then(() => {
          this.#transferring = null
        })
        return transfer
      },
    })
    this.#socket = socket
    this.#line = line
    return line
  }

  /** The media socket is gone. A caller who was handed on needs none. */
  disconnect(reason: string): void {
    this.#socket = null
    const line = this.#line
    if (!line) return
    const lose = () => {
      line.end(reason)
      this.#media.reject(new Error('The media was lost before it began.'))
      this.#lookLater(endWithin)
    }
    if (this.#transferring) void this.#transferring.then(lose)
    else lose()
  }

  #begin({ callId, from, to }: FlowRequest): void {
    const { outbound, take, clock } = this.#deps
    this.#cancelRing()
    // Teler asks when the call connects, whether it said so or not.
    if (outbound) this.event({ type: 'call.answered', reason: null })
    clock.after(decideWithin, () => {
      if (this.#decided === 0) this.#stream()
    })
    take({
      ...{ id: callId, from, to, claims: null },
      ...(outbound ? { outbound: { callId: outbound.callId } } : {}),
      answer: () => this.#answer(),
      reject: () => this.#refuse(),
      onCancel: (listener) => {
        if (this.isOver) listener()
        else this.#cancelled.push(listener)
      },
      perform: (document) => this.#perform(document, to),
    })
  }

  /** What came of an action is known: the next document decides what follows. */
  #continue(): void {
    if (this.#dial) void this.#dial.settle()
    else this.#decide({ action: 'hangup' })
    const step = this.#decided
    this.#deps.clock.after(decideWithin, () => {
      if (this.#decided === step) this.#stream()
    })
  }

  async #answer(): Promise<Line> {
    if (this.isOver) throw new Error('The caller has hung up.')
    if (!this.#isStreaming) this.#stream()
    const stopTimer = this.#deps.clock.after(mediaWithin, () => {
      if (this.#line) return
      this.#media.reject(new Error('Teler did not bring the sound of the call.'))
      this.#hangUp()
    })
    try {
      return await this.#media.promise
    } finally {
      stopTimer()
    }
  }

  #refuse(): void {
    if (this.#isStreaming || this.isOver) this.#hangUp()
    else this.#decide({ action: 'hangup' })
  }

  #perform(document: Document, called: string): Promise<Performed> | null {
    if (this.#isStreaming || this.isOver) return null
    const { addresses, isNear, control, clock } = this.#deps
    const whole = wholeActionOf(document, { called, isNear, publicUrl: addresses.publicUrl })
    if (!whole) return null
    if (whole.type === 'hangup') {
      this.#decide({ action: 'hangup' })
      return Promise.resolve({ type: 'ended', reason: 'hangup' })
    }
    const { promise, resolve } = Promise.withResolvers<Performed>()
    this.#performing = resolve
    const flow_url = addresses.next(this.#decided + 1)
    if (whole.type === 'play') this.#decide({ action: 'play', media_url: whole.url, flow_url })
    else {
      const { to, verb } = whole
      this.#dial = createDialWatch(verb, to, {
        ...{ clock, legs: () => control.legs(), isOver: () => this.isOver },
        hangupLeg: (legId) => control.hangupLeg(legId),
        resolve: (performed) => {
          this.#dial = null
          this.#performing = null
          resolve(performed)
        },
      })
      const { timeoutSeconds: timeout } = this.#dial
      const status_callback_url = addresses.status
      this.#decide({ action: 'dial', to, timeout, record: false, status_callback_url, flow_url })
    }
    this.#lookLater(looks[3])
    return promise
  }

  #stream(): void {
    this.#isStreaming = true
    this.#decide(streamAction(this.#deps.addresses.media))
  }

  #decide(action: TelerAction): void {
    // Its end may never be told.
    if (action.action === 'hangup') this.#lookLater(looks[3])
    const slot = this.#slot(this.#decided)
    this.#decided++
    slot.resolve(action)
  }

  #slot(step: number): PromiseWithResolvers<TelerAction> {
    const slot = this.#actions[step] ?? Promise.withResolvers<TelerAction>()
    this.#actions[step] = slot
    return slot
  }

  #hangUp(): void {
    this.#lookLater(endWithin)
    this.#deps.track(this.#deps.control.hangup().then(() => this.#socket?.close()))
  }

  #end(): void {
    this.#cancelLook()
    this.#cancelRing()
    if (this.#decided < this.#actions.length) this.#decide({ action: 'hangup' })
    this.#media.reject(new Error('The caller has hung up.'))
    if (this.#dial) void this.#dial.settle()
    else this.#performing?.({ type: 'ended', reason: 'BYE' })
    const finish = () => {
      this.#line?.end('BYE')
      this.#socket?.close()
      for (const listener of this.#cancelled.splice(0)) listener()
    }
    if (this.#transferring) void this.#transferring.then(finish)
    else finish()
    this.#deps.onOver()
  }

  #tell(event: OutboundEvent): void {
    const { outbound, log } = this.#deps
    if (event.type === 'answered') this.#cancelRing()
    if (!outbound) return
    const isOurs = event.type === 'ended' && event.outcome !== 'completed'
    try {
      outbound.hear((isOurs && this.#gaveUp && givenUp[this.#gaveUp]) || event)
    } catch (error) {
      log.error({ err: error }, 'What happened to a call of ours was not heard.')
    }
  }

  #listen(listener: () => void): () => void {
    this.#news.add(listener)
    return () => this.#news.delete(listener)
  }

  /** Asks Teler how it ended when no webhook tells, a few times. */
  #lookLater(ms: number = looks[0], attempt = 0): void {
    this.#cancelLook()
    if (this.isOver) return
    this.#cancelLook = this.#deps.clock.after(ms, () => void this.#look(attempt))
  }

  async #look(attempt: number): Promise<void> {
    const end = await this.#deps.control.findEnd().catch(() => null)
    if (this.isOver) return
    if (end) return this.event(end)
    // Nobody hears anything there any more.
    if (this.#line && !this.#socket && !this.#transferring) await this.#deps.control.hangup()
    const wait = looks[attempt + 1]
    if (this.#performing !== null) this.#lookLater(looks[3])
    else if (wait !== undefined) this.#lookLater(wait, attempt + 1)
    else if (!this.#line || !this.#socket)
      this.event({ type: 'call.failed', reason: 'nothing about the end of the call' })
  }
}
