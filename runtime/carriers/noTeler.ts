import { CarrierRefused } from './carrier.ts'
import type { TelerFromOutside } from './createTelerAccounts.ts'

const message = 'This server cannot reach FreJun Teler.'
const remedy = 'Use a SIP trunk, or a version of this server with FreJun Teler.'
const refuse = async (): Promise<never> => {
  throw new CarrierRefused(message, remedy)
}

/** An installation without a way to FreJun Teler. */
export const noTeler: Pick<TelerFromOutside, 'account' | 'carrier'> = {
  account: () => ({
    check: async () => ({ isReady: false, step: 'key', message, remedy }),
    ...{ listNumbers: refuse, assign: refuse, unassign: refuse },
  }),
  carrier: () => null,
}
