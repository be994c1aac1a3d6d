import type { Carrier } from '../carrier.ts'
import {
  createTelerAccount,
  reachable,
  type TelerAccountOptions,
  toCarrierNumber,
} from './createTelerAccount.ts'
import { toRefused } from './telerError.ts'

export interface TelerCarrierOptions extends TelerAccountOptions {
  /** Whether the older signature counts as well. @defaultValue false */
  readonly acceptsOlderSignatures?: boolean
}

/** FreJun's telephone network. Making it lets the edge use this account from now on. */
export function createTelerCarrier(options: TelerCarrierOptions): Carrier {
  const { edge, acceptsOlderSignatures = false } = options
  const account = createTelerAccount(options)
  const { client, secrets, check, assign, unassign } = account
  edge?.use({ client, secrets, acceptsOlderSignatures })
  return {
    id: 'teler',
    kind: 'teler',
    title: 'FreJun Teler',
    ...{ check, assign, unassign },
    listNumbers: async () => {
      try {
        return (await client.numbers()).map(toCarrierNumber)
      } catch (error) {
        throw toRefused(error)
      }
    },
    placeCall: async (call, hear) => {
      try {
        return await reachable(edge).place(call, hear)
      } catch (error) {
        throw toRefused(error)
      }
    },
  }
}
