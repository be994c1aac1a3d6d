import type { CallOutcome } from '#shared/api/outbound.ts'
import type { Clock } from '../calls/clock.ts'
import { CarrierRefused, type OutboundEvent, type PlacedCall } from '../carriers/carrier.ts'
import type { Log } from '../log.ts'
import type { NewOutbound, OutboundRecord } from '../storage/outboundTypes.ts'
import type { Store } from '../storage/store.ts'
import { isOptOut } from './isOptOut.ts'
import { numbersIn } from './numbersIn.ts'
import {
  type Canceled,
  type ChooseCarrier,
  interrupted,
  type LineEnd,
  type Outbound,
} from './outboundTypes.ts'

export interface OutboundDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
}

/** Milliseconds that an attempt belongs to the process that dials it, and between its signs of life. */
const leaseTime = 15_000
const beatTime = 5_000
/** A call that waited longer for a process to dial it is not what somebody expects any more. */
const longestQueue = 120_000
/** What the engine reports comes before what the carrier says of the same end, mostly. */
const patience = 3_000
/** Before a carrier that had no room for a call of a campaign is asked for it again. */
const roomPause = 1_000

const lost =
  'The server stopped while this call was being dialled: nobody knows whether it rang, so it is not dialled again by itself.'

/** Dials what is kept, once: an attempt whose fate is unknown is never dialled again by itself. */
export function createOutbound(deps: OutboundDeps): Outbound {
  const { store, clock, log } = deps
  const owner = deps.newId()
  const placed = new Map<string, PlacedCall>()
  /** Of this process, kept and not over: signs of life are worth while. */
  const going = new Set<string>()
  /** Answered in a process that is gone; their lines went with it. */
  const adopted = new Set<string>()
  const queues = new Map<string, Promise<void>>()
  const listeners: (() => void)[] = []
  let choose: ChooseCarrier | null = null
  let isShared = false
  let isClosed = false
  let stopBeat = () => {}

  const lease = () => ({ owner, until: clock.now() + leaseTime })

  /** One thing of a call after another; what fails is logged, and the rest goes on. */
  const inOrder = (callId: string, work: () => Promise<unknown>): Promise<void> => {
    const before = queues.get(callId) ?? Promise.resolve()
    const next = before.then(work).then(
      () => {},
      (error: unknown) =>
        log.error({ err: error, callId }, 'A call of ours could not be followed.'),
    )
    queues.set(callId, next)
    void next.then(() => {
      if (queues.get(callId) === next) queues.delete(callId)
    })
    return next
  }

  const end = async (callId: string, outcome: CallOutcome, reason: string | null) => {
    const isFirst = await store.endOutbound(callId, { outcome, reason, at: clock.now() })
    placed.delete(callId)
    going.delete(callId)
    adopted.delete(callId)
    if (isFirst) for (const listener of listeners) listener()
  }

  const dialOne = async (call: NewOutbound) => {
    const { callId, to, from, ringSeconds } = call
    if (isClosed || !choose) return
    const choice = await choose({ to, from })
    if (choice.type === 'nobody') return end(callId, 'failed', choice.why)
    // Written before anything is dialled: whoever finds this row later does not dial again.
    if (!(await store.moveOutbound(callId, ['queued'], 'dialling', clock.now()))) return
    try {
      const hear = (event: OutboundEvent) => void inOrder(callId, () => take(callId, event))
      const call = await choice.carrier.placeCall({ callId, to, from, ringSeconds }, hear)
      if (!going.has(callId)) return
      placed.set(callId, call)
      if ((await store.findOutbound(callId))?.isCanceling) await call.cancel()
    } catch (error) {
      await refused(callId, error)
    }
  }

  /** A campaign calls them another time: this was no attempt. False: it is no call of a campaign. */
  const giveBack = async (callId: string, from: 'queued' | 'dialling', dueAt: number | null) => {
    if (!(await store.releaseCallee(callId, from, dueAt))) return false
    going.delete(callId)
    for (const listener of listeners) listener()
    return true
  }

  const refused = async (callId: string, error: unknown) => {
    if (error instanceof CarrierRefused) {
      // Nothing was dialled: whom a campaign calls has time to wait for room.
      if (error.isFull && (await giveBack(callId, 'dialling', clock.now() + roomPause))) return
      const reason = `${error.message} ${error.remedy}`
      return end(callId, error.mayHaveCalled ? 'unknown' : 'failed', reason)
    }
    log.error({ err: error, callId }, 'A carrier failed.')
    await end(callId, 'unknown', 'The carrier failed: nobody knows whether it rang.')
  }

  const take = async (callId: string, event: OutboundEvent) => {
    const at = clock.now()
    if (event.type === 'ringing') {
      await store.moveOutbound(callId, ['dialling'], 'ringing', at)
      return
    }
    if (event.type === 'answered') {
      await store.moveOutbound(callId, ['dialling', 'ringing'], 'answered', at)
      return
    }
    placed.delete(callId)
    const record = await store.findOutbound(callId)
    if (!record || record.state === 'ended') return
    if (record.state !== 'answered') {
      // It rang, and we stopped it: another attempt may be made.
      if (isClosed) return end(callId, 'noAnswer', 'The server was stopped while it rang.')
      return end(callId, event.outcome, event.reason)
    }
    clock.after(patience, () => void inOrder(callId, () => settle(callId)))
  }

  /** An answered call that nobody told the end of: what is known of it decides. */
  const settle = async (callId: string) => {
    const call = await store.findCallEnd(callId)
    if (call?.status === 'active') return
    if (!call) return end(callId, 'failed', 'The line was closed before the flow began.')
    await end(callId, call.status, adopted.has(callId) ? interrupted : null)
  }

  const dial = (calls: readonly NewOutbound[]) => {
    for (const call of calls) {
      going.add(call.callId)
      void inOrder(call.callId, () => dialOne(call))
    }
    if (calls.length > 0) beat()
  }

  let isBeating = false
  const beat = () => {
    if (isBeating || isClosed) return
    isBeating = true
    stopBeat = clock.after(beatTime, () => {
      isBeating = false
      void look().finally(() => {
        if (going.size > 0 || isShared) beat()
      })
    })
  }

  /** Says that we live, stops what is to be stopped, and looks after what others left. */
  const look = async () => {
    try {
      for (const callId of await store.renewLeases(lease())) void placed.get(callId)?.cancel()
      if (isShared) await recover(false)
      for (const callId of going) {
        if (!placed.has(callId) && !queues.has(callId)) void inOrder(callId, () => review(callId))
      }
    } catch (error) {
      log.warn(
        { err: error },
        'Calls of ours were not looked after: they will be when the store is back.',
      )
    }
  }

  /** A call of ours that ended without a word to us. */
  const review = async (callId: string) => {
    const record = await store.findOutbound(callId)
    if (!record || record.state === 'ended') return void going.delete(callId)
    const call = record.state === 'answered' ? await store.findCallEnd(callId) : null
    if (call && call.status !== 'active') await settle(callId)
  }

  const recover = async (everything: boolean) => {
    for (const record of await store.takeLostOutbound(lease(), clock.now(), everything)) {
      going.add(record.callId)
      void inOrder(record.callId, () => takeOver(record))
    }
  }

  const takeOver = async (record: OutboundRecord) => {
    const { callId, state } = record
    if (state === 'queued') return takeOverQueued(record)
    if (state !== 'answered') return end(callId, 'unknown', lost)
    adopted.add(callId)
    const call = await store.findCallEnd(callId)
    if (!call) return end(callId, 'unknown', 'The server stopped before the flow began.')
    // A call that another process took up ends when that process says so.
    if (call.status !== 'active') {
      await end(callId, call.status, interrupted)
    }
  }

  /** Nothing was dialled yet. */
  const takeOverQueued = async (record: OutboundRecord) => {
    const { callId } = record
    if (await giveBack(callId, 'queued', null)) return
    if (record.isCanceling) return end(callId, 'canceled', null)
    const found = await Promise.all(numbersIn(record.to).map(store.findOptOut))
    if (found.some((one) => one !== null)) {
      return end(callId, 'canceled', 'The number was put on the list of those that are not called.')
    }
    if (clock.now() - record.createdAt <= longestQueue) return dialOne(record)
    await end(callId, 'failed', 'The server was away when this call was to be dialled. Call again.')
  }

  const noteOptOut = async (callId: string) => {
    const call = await store.findCallEnd(callId)
    if (!call || call.channel === 'text' || !isOptOut(call.outcome)) return
    const record = await store.findOutbound(callId)
    const number = record ? call.to : call.from
    if (!/^\+\d{6,15}$/.test(number)) return
    await store.addOptOuts([{ number, at: clock.now(), source: 'flow', note: '' }])
  }

  const close = async (callId: string, line: LineEnd): Promise<boolean> => {
    const record = await store.findOutbound(callId)
    if (!record) return false
    if (line.answeredBy !== null) await store.noteAnsweredBy(callId, line.answeredBy)
    const call = await store.findCallEnd(callId)
    const isMachine = line.answeredBy === 'machine'
    if (isMachine) await end(callId, 'voicemail', call ? null : line.reason)
    else if (record.isCanceling) await end(callId, 'canceled', null)
    else if (!call) await end(callId, 'failed', 'The callee hung up before the flow began.')
    else if (call.status === 'failed') await end(callId, 'failed', line.reason)
    else await end(callId, 'completed', null)
    return true
  }

  return {
    lease,
    dial,
    choose: async (call) =>
      choose?.(call) ?? { type: 'nobody', why: 'The server is starting. Try again soon.' },
    connect: async (chosen, options) => {
      choose = chosen
      isShared = options.isShared
      await recover(!isShared)
      if (isShared || going.size > 0) beat()
    },
    place: async (call, claim = null) => {
      const inserted = await store.insertOutbound(call, lease(), clock.now(), claim)
      if (inserted === 'created') dial([call])
      return inserted
    },
    cancel: async (callId): Promise<Canceled> => {
      const record = await store.findOutbound(callId)
      if (!record) return 'unknown'
      if (record.state === 'answered' || record.state === 'ended') return record.state
      await store.cancelOutbound(callId)
      const call = placed.get(callId)
      if (call) await call.cancel()
      // Whatever stood before it in its queue has seen the wish, or is over.
      else if (record.state === 'queued') await inOrder(callId, () => cancelQueued(callId))
      return 'canceling'
    },
    begin: async (callId, answeredBy) => {
      const from = ['dialling', 'ringing', 'answered'] as const
      const isOurs = await store.moveOutbound(callId, from, 'answered', clock.now())
      if (isOurs && answeredBy !== null) await store.noteAnsweredBy(callId, answeredBy)
      return isOurs ? store.findOutbound(callId) : null
    },
    over: async (callId, line) => {
      let isOurs = false
      await inOrder(callId, async () => {
        isOurs = await close(callId, line)
        await noteOptOut(callId)
      })
      return isOurs
    },
    screeningOf: async (callId) => (await store.findOutbound(callId))?.onVoicemail ?? 'ignore',
    onEnd: (listener) => {
      listeners.push(listener)
    },
    close: async () => {
      isClosed = true
      stopBeat()
      await Promise.all([...placed.values()].map((call) => call.cancel().catch(() => {})))
      await Promise.all(queues.values())
    },
  }

  async function cancelQueued(callId: string): Promise<void> {
    if ((await store.findOutbound(callId))?.state === 'queued') await end(callId, 'canceled', null)
  }
}
