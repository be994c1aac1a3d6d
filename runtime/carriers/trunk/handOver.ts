import type { TrunkSettings } from '#shared/api/trunks.ts'
import type { DialTarget } from '#shared/fml/fml.ts'
import type { Clock } from '../../calls/clock.ts'
import type { CallControl } from '../../sip/trunk/session.ts'
import type { Line } from '../../voice/line.ts'
import type { Transfer, TransferAsk, TransferRinging } from '../../voice/transfer.ts'
import { routeBy } from './trunkFor.ts'

export interface HandOverDeps {
  readonly trunk: { readonly id: string; readonly settings: TrunkSettings }
  /** Null: the call on the line is over. */
  readonly controlOf: (line: Line) => Pick<CallControl, 'refer'> | null
  /** Whether somebody is reached here, without the trunk. */
  readonly isNear: (target: DialTarget) => boolean
  readonly clock: Clock
}

/** Milliseconds after the ringing in which a trunk must have given it up by itself: nobody can take a REFER back. */
const patience = 10_000
/** Milliseconds in which it ends our side once it has connected the two; then the flow goes on, and ends it. */
const farewell = 3_000

/** Lets a trunk connect the caller on this line with somebody by itself (REFER, RFC 5589 section 6). The same line. */
export function withHandOver(line: Line, deps: HandOverDeps): Line {
  return Object.assign(line, {
    transfer: (target: DialTarget, ask: TransferAsk): Transfer | null => {
      const uri = deps.isNear(target) ? null : uriOf(target, deps.trunk)
      const control = deps.controlOf(line)
      // Nobody of ours hears what is said there.
      if (uri === null || !control || ask.record || ask.whisper) return null
      return start(control.refer(uri), ask, deps.clock)
    },
  })
}

/** What the trunk is asked to call; null: it could not. */
function uriOf({ type, address }: DialTarget, trunk: HandOverDeps['trunk']): string | null {
  const { server } = trunk.settings
  if (type === 'sip') return /^sips?:[^\s<>?]+$/i.test(address) ? address : null
  const { number } = routeBy(trunk, address.replace(/[\s().\-/]/g, ''), '')
  return server === '' || !/^\+?[\d*#]+$/.test(number) ? null : `sip:${number}@${server}`
}

function start(
  asked: ReturnType<CallControl['refer']>,
  { timeout }: TransferAsk,
  clock: Clock,
): Transfer {
  const ringing = Promise.withResolvers<TransferRinging>()
  const ended = Promise.withResolvers<number>()
  let stopTimer = () => {}
  const finish = (how: TransferRinging) => {
    stopTimer()
    ringing.resolve(how)
    ended.resolve(0)
  }
  stopTimer = clock.after(timeout + patience, () =>
    finish({ type: 'no-answer', why: 'The trunk did not say that anybody answered.' }),
  )
  void asked.then(({ isDone, why }) => {
    if (!isDone) return finish({ type: typeOf(why), why })
    stopTimer()
    ringing.resolve({ type: 'answered' })
    stopTimer = clock.after(farewell, () => ended.resolve(0))
  })
  return {
    ...{ ringing: ringing.promise, ended: ended.promise, problem: null },
    cancel: () => finish({ type: 'no-answer', why: 'The call was given up.' }),
  }
}

const typeOf = (why: string): 'busy' | 'no-answer' | 'failed' =>
  /^(486|600|603)\b/.test(why) ? 'busy' : /^(408|480|487)\b/.test(why) ? 'no-answer' : 'failed'
