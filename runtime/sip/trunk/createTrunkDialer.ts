import type { DialTarget } from '#shared/fml/fml.ts'
import type { Dialer } from '../../voice/dialer.ts'
import type { TrunkEdge } from './trunkEdge.ts'

/** The way to somebody who is called. */
export interface TrunkRoute {
  readonly trunkId: string
  /** Whom the trunk is asked for, and the number it shows: both as it takes them. */
  readonly number: string
  readonly callerId: string
  /** Where a trunk that has no server of its own is called: `sip:host[:port]`. @defaultValue the trunk's server */
  readonly server?: string
}

/** The trunk that leads to a target; null: none does. */
export type TrunkFor = (target: DialTarget & { readonly callerId: string }) => TrunkRoute | null

/** Calls numbers, and users of a PBX, by trunks. */
export const createTrunkDialer = ({
  dial,
  trunkFor,
}: {
  readonly dial: TrunkEdge['dial']
  readonly trunkFor: TrunkFor
}): Dialer => ({
  dial: (target, { callerId }) => {
    const route = trunkFor({ ...target, callerId })
    if (!route) return null
    const { trunkId, number, server } = route
    const where = server === undefined ? {} : { server }
    return dial(trunkId, number, { callerId: route.callerId, ...where })
  },
})
