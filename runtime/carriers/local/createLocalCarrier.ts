import type { Dialer } from '../../voice/dialer.ts'
import { type Carrier, CarrierRefused } from '../carrier.ts'
import { type FollowLegDeps, followLeg } from '../followLeg.ts'
import type { NumberBook } from '../numberBook.ts'

export interface LocalCarrierDeps extends FollowLegDeps {
  readonly book: NumberBook
  /** Telephones registered here, and the numbers of this server. */
  readonly dialer: Dialer
}

/** The built-in engine: its numbers work with nothing configured, and nobody outside can call them. */
export function createLocalCarrier(deps: LocalCarrierDeps): Carrier {
  const { book, dialer } = deps
  return {
    ...{ id: 'local', kind: 'local', title: 'This server' },
    check: async () => ({ isReady: true }),
    listNumbers: async () =>
      book
        .numbers()
        .filter(({ carrier }) => carrier === 'local')
        .map(({ number, settings }) => ({ number, name: settings.name || null })),
    assign: async (number) => {
      if (book.find(number)?.carrier === 'local') return
      throw new CarrierRefused(
        `${number} is no number of this server.`,
        'Add it on the Numbers page.',
      )
    },
    unassign: async () => {},
    placeCall: async (call, hear) => {
      const type = /^sips?:/i.test(call.to) ? 'sip' : 'number'
      const leg = dialer.dial({ type, address: call.to }, { callerId: call.from })
      if (!leg) {
        throw new CarrierRefused(
          `No telephone is registered here as ${call.to}.`,
          'Let somebody receive calls under this name on the Phone tab, or call from a number of a trunk or of FreJun.',
        )
      }
      const placed = followLeg(call, leg, hear, deps)
      // A telephone here rings as soon as it is called.
      hear({ type: 'ringing' })
      return placed
    },
  }
}
