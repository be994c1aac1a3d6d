import {
  type Carrier,
  CarrierRefused,
  type OutboundCall,
  type OutboundEvent,
} from '#runtime/carriers/carrier.ts'
import type { ChooseCarrier } from '#runtime/outbound/outboundTypes.ts'

export interface FakeCarrier extends Carrier {
  /** Every call it was asked for, in order. */
  readonly placed: OutboundCall[]
  readonly canceled: string[]
  /** Tells of a call, as a network would. */
  tell(callId: string, event: OutboundEvent): void
  readonly choose: ChooseCarrier
}

/** A network that takes every call and does what the test says; some numbers it refuses. */
export function createFakeCarrier(
  refused: Readonly<Record<string, Partial<Pick<CarrierRefused, 'mayHaveCalled' | 'isFull'>>>> = {},
): FakeCarrier {
  const placed: OutboundCall[] = []
  const canceled: string[] = []
  const ears = new Map<string, (event: OutboundEvent) => void>()
  const carrier: Carrier = {
    ...{ id: 'fake', kind: 'trunk', title: 'Fake' },
    check: async () => ({ isReady: true }),
    listNumbers: async () => [],
    assign: async () => {},
    unassign: async () => {},
    placeCall: async (call, hear) => {
      placed.push(call)
      const refusal = refused[call.to]
      if (refusal) {
        throw new CarrierRefused('It said no.', 'Ask it why.', refusal)
      }
      ears.set(call.callId, hear)
      return {
        sid: `sid-${call.callId}`,
        cancel: async () => {
          canceled.push(call.callId)
          hear({ type: 'ended', outcome: 'canceled', reason: null })
        },
      }
    },
  }
  return {
    ...carrier,
    ...{ placed, canceled },
    tell: (callId, event) => ears.get(callId)?.(event),
    choose: async ({ from }) =>
      from === '+12025550102'
        ? { type: 'nobody', why: 'Nobody brings calls out.' }
        : { type: 'carrier', carrier },
  }
}
