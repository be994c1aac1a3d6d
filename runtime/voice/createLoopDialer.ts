import { randomBytes } from 'node:crypto'
import type { Dialer, OutgoingCall, Ringing } from './dialer.ts'
import type { IncomingCall, Line } from './line.ts'
import { createLinePair } from './linePair.ts'
import type { Pacer } from './media/pacer.ts'

export interface LoopDialerDeps {
  /** Takes a call as if it had come in from outside. */
  readonly take: (call: IncomingCall) => void
  readonly pacer?: Pick<Pacer, 'add'>
}

/** At once: a flow that dials its own number must come to an end. */
const mostCalls = 20

/** Calls the numbers of this runtime: the flow behind one answers as it would answer anybody. */
export function createLoopDialer({ take, pacer }: LoopDialerDeps): Dialer {
  let live = 0
  return {
    dial: ({ address }, { callerId }) => {
      const number = address.replace(/^sips?:|@.*$/gi, '').replace(/[\s().-]/g, '')
      if (!/^\+?\d{3,15}$/.test(number) || live >= mostCalls) return null
      live++
      const end = () => {
        live--
      }
      const { call, outgoing } = createLoopCall(number, callerId, () => createLinePair(end, pacer))
      void outgoing.ringing.then(({ type }) => {
        if (type !== 'answered') end()
      })
      take(call)
      return outgoing
    },
  }
}

function createLoopCall(
  to: string,
  from: string,
  connect: () => readonly [Line, Line],
): { readonly call: IncomingCall; readonly outgoing: OutgoingCall } {
  const { promise, resolve } = Promise.withResolvers<Ringing>()
  const cancelled: (() => void)[] = []
  let isRinging = true
  const call: IncomingCall = {
    id: `loop-${randomBytes(12).toString('hex')}`,
    from,
    to,
    claims: null,
    answer: async () => {
      if (!isRinging) throw new Error('The caller gave up.')
      isRinging = false
      const [here, there] = connect()
      resolve({ type: 'answered', line: there })
      return here
    },
    reject: (status, reason) => {
      isRinging = false
      const why = `${status} ${reason}`
      if (status === 404) resolve({ type: 'failed', why, isUnknown: true })
      else resolve({ type: status === 486 || status === 603 ? 'busy' : 'failed', why })
    },
    onCancel: (listener) => {
      cancelled.push(listener)
    },
  }
  const cancel = () => {
    if (!isRinging) return
    isRinging = false
    resolve({ type: 'no-answer', why: 'The call was given up.' })
    for (const listener of cancelled) listener()
  }
  return { call, outgoing: { ringing: promise, cancel } }
}
