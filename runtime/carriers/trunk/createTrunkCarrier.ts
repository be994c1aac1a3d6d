import type { TrunkEdge } from '../../sip/trunk/trunkEdge.ts'
import type { TrunkPlaces } from '../../sip/trunk/trunkPlaces.ts'
import type { TrunkRecord } from '../../storage/numberRecords.ts'
import { type Carrier, CarrierRefused, type CarrierState } from '../carrier.ts'
import { type FollowLegDeps, followLeg } from '../followLeg.ts'
import type { NumberBook } from '../numberBook.ts'
import { routeBy } from './trunkFor.ts'

export interface TrunkCarrierDeps extends FollowLegDeps {
  readonly book: NumberBook
  readonly edge: () => Pick<TrunkEdge, 'dial'> | null
  readonly stateOf: (trunk: TrunkRecord) => CarrierState
  /** Null: this process alone has the trunk. */
  readonly places?: TrunkPlaces | null
}

/** A SIP trunk or PBX: its numbers are set up at the provider, and come here by its server. */
export function createTrunkCarrier(trunk: TrunkRecord, deps: TrunkCarrierDeps): Carrier {
  const id = `trunk:${trunk.id}`
  const { title } = trunk.settings
  const { book } = deps
  return {
    ...{ id, kind: 'trunk', title },
    check: async () => deps.stateOf(trunk),
    listNumbers: async () =>
      book
        .numbers()
        .filter(({ carrier }) => carrier === id)
        .map(({ number, settings }) => ({ number, name: settings.name || null })),
    assign: async (number) => {
      if (book.find(number)?.carrier === id) return
      throw new CarrierRefused(
        `${number} is no number of ${title}.`,
        'Add it to the trunk on the Numbers page.',
      )
    },
    unassign: async () => {},
    placeCall: async (call, hear) => {
      const state = deps.stateOf(trunk)
      const edge = deps.edge()
      if (!edge || (!state.isReady && state.step === 'port')) {
        const { message, remedy } = state.isReady ? closed : state
        throw new CarrierRefused(message, remedy)
      }
      const { number, callerId } = routeBy(trunk, call.to, call.from)
      const { mostCalls } = trunk.settings
      const place = deps.places && (await deps.places.take({ id: trunk.id, mostCalls }))
      if (deps.places && !place) throw full(trunk)
      const leg = edge.dial(trunk.id, number, { callerId, ...(place ? { place } : {}) })
      if (!leg) {
        place?.leave()
        throw refusal(trunk, call.to)
      }
      const placed = followLeg(call, leg, hear, deps)
      // It is on its way: that it rings there, few providers say.
      hear({ type: 'ringing' })
      return placed
    },
  }
}

const closed = { message: 'SIP is closed.', remedy: 'Start the server again.' } as const

function refusal({ settings }: TrunkRecord, to: string): CarrierRefused {
  const { title, server } = settings
  if (server === '') {
    return new CarrierRefused(
      `${title} has no server, so it cannot be called.`,
      'Enter its server on the Numbers page.',
    )
  }
  if (!/^\+?[\d*#]+$/.test(to)) {
    return new CarrierRefused(`${to} is no telephone number.`, 'Write it with + and its country.')
  }
  return full({ settings })
}

function full({ settings }: Pick<TrunkRecord, 'settings'>): CarrierRefused {
  const { title, mostCalls, callsPerSecond } = settings
  return new CarrierRefused(
    `${title} has as many calls as it may have: ${mostCalls} at once, ${callsPerSecond} new ones a second.`,
    'Wait, or raise its limits on the Numbers page.',
    { isFull: true },
  )
}
