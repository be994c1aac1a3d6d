import type { TelerFromOutside } from '../createTelerAccounts.ts'
import { createTelerAccount } from './createTelerAccount.ts'
import { createTelerCarrier, type TelerCarrierOptions } from './createTelerCarrier.ts'

type Fixed = Pick<TelerCarrierOptions, 'apiUrl' | 'edge' | 'clock' | 'acceptsOlderSignatures'>

/** Accounts at FreJun Teler by their keys, as this installation reaches them. */
export const telerOf = ({
  apiUrl = null,
  edge,
  clock,
  acceptsOlderSignatures = false,
}: Fixed): Pick<TelerFromOutside, 'account' | 'carrier' | 'leave'> => ({
  account: (apiKey) => createTelerAccount({ apiKey, apiUrl, edge, clock }),
  leave: () => edge?.use(null),
  carrier: ({ key, webhookSecret }) =>
    createTelerCarrier({
      ...{ apiKey: key, webhookSecret, apiUrl, edge, clock, acceptsOlderSignatures },
    }),
})
