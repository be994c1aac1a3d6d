/** Keeps us registered at a trunk (RFC 3261 section 10.2). Pure: events in, acts out. */

export interface Registering {
  readonly state: 'off' | 'trying' | 'registered' | 'failed'
  /** Seconds we ask for. */
  readonly asks: number
  readonly failures: number
}

export type RegisteringInput =
  | { readonly type: 'start' }
  | { readonly type: 'wake' }
  | { readonly type: 'stop' }
  | {
      readonly type: 'answered'
      readonly status: number
      /** Seconds granted; null: the answer does not say. */
      readonly granted: number | null
      /** `Min-Expires` of a 423. */
      readonly least: number | null
    }

export type RegisteringOutput =
  /** Send REGISTER; 0 seconds ends the registration. */
  | { readonly type: 'register'; readonly seconds: number }
  /** Wake after so many seconds. */
  | { readonly type: 'wait'; readonly seconds: number }

type Step = readonly [Registering, readonly RegisteringOutput[]]

const usualSeconds = 600
/** First and longest wait after a failure, doubled each time (RFC 5626 section 4.5). */
const firstWait = 30
const longestWait = 1800

export const notRegistered: Registering = { state: 'off', asks: usualSeconds, failures: 0 }

export function stepRegistering(state: Registering, input: RegisteringInput): Step {
  if (input.type === 'stop')
    return [notRegistered, state.state === 'registered' ? [{ type: 'register', seconds: 0 }] : []]
  if (input.type === 'start') return state.state === 'off' ? send(state, 'trying') : [state, []]
  if (state.state === 'off') return [state, []]
  // A refresh leaves us registered until it fails.
  if (input.type === 'wake')
    return send(state, state.state === 'registered' ? 'registered' : 'trying')
  return takeAnswer(state, input)
}

const send = (state: Registering, next: Registering['state']): Step => [
  { ...state, state: next },
  [{ type: 'register', seconds: state.asks }],
]

function takeAnswer(
  state: Registering,
  { status, granted, least }: Extract<RegisteringInput, { type: 'answered' }>,
): Step {
  if (status >= 200 && status < 300) {
    const seconds = Math.max(granted ?? state.asks, 30)
    const wait = Math.round(seconds > 120 ? seconds - Math.min(60, seconds / 10) : seconds / 2)
    return [{ ...state, state: 'registered', failures: 0 }, [{ type: 'wait', seconds: wait }]]
  }
  if (status === 423 && least !== null && least > state.asks && least <= 86_400)
    return send({ ...state, asks: least }, state.state)
  // A wrong password does not get better; asking often would lock the account.
  const isHopeless = status === 401 || status === 403 || status === 407 || status === 404
  const seconds = isHopeless ? longestWait : Math.min(firstWait * 2 ** state.failures, longestWait)
  return [{ ...state, state: 'failed', failures: state.failures + 1 }, [{ type: 'wait', seconds }]]
}
