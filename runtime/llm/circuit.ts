/** Whether a provider is asked: it is left alone for a while after several failures in a row. */
export type Circuit =
  | { readonly state: 'closed'; readonly failures: number }
  | { readonly state: 'open'; readonly until: number; readonly failures: number }
  /** One turn tries whether it is back. */
  | { readonly state: 'trying'; readonly until: number; readonly failures: number }

export type CircuitEvent = 'ask' | 'answered' | 'failed'

export const closedCircuit: Circuit = { state: 'closed', failures: 0 }
/** Failures in a row that open it. */
const mostFailures = 5
/** Milliseconds of the first rest; doubled each time that the try fails as well. */
const firstRest = 5_000
const longestRest = 60_000

/** The circuit after an event; times are milliseconds of any steady clock. */
export function nextCircuit(circuit: Circuit, event: CircuitEvent, now: number): Circuit {
  if (event === 'answered') return closedCircuit
  if (event === 'failed') {
    const failures = circuit.failures + 1
    return circuit.state === 'closed' && failures < mostFailures
      ? { state: 'closed', failures }
      : { state: 'open', until: now + restAfter(failures), failures }
  }
  // A try that never reported is taken for failed when its own rest is over.
  const isRested = circuit.state !== 'closed' && now >= circuit.until
  return isRested
    ? { state: 'trying', until: now + restAfter(circuit.failures), failures: circuit.failures }
    : circuit
}

/** Whether a turn may ask now; `nextCircuit(…, 'ask', …)` belongs to it. */
export const mayAsk = (circuit: Circuit, now: number): boolean =>
  circuit.state === 'closed' || now >= circuit.until

const restAfter = (failures: number): number =>
  Math.min(firstRest * 2 ** Math.max(0, failures - mostFailures), longestRest)

/** The circuits of all providers of a process. */
export interface Circuits {
  /** Whether to ask; the answer is reported by `report`. */
  ask(provider: string): boolean
  report(provider: string, how: 'answered' | 'failed'): void
}

export function createCircuits(now: () => number): Circuits {
  const circuits = new Map<string, Circuit>()
  const of = (provider: string) => circuits.get(provider) ?? closedCircuit
  return {
    ask: (provider) => {
      if (!mayAsk(of(provider), now())) return false
      circuits.set(provider, nextCircuit(of(provider), 'ask', now()))
      return true
    },
    report: (provider, how) => {
      circuits.set(provider, nextCircuit(of(provider), how, now()))
    },
  }
}
