import { z } from 'zod'
import { outboundRoutes } from '#shared/api/outbound.ts'
import { request } from '../api/client.ts'

const anything = z.unknown()

/** Gives up a call that rings. */
export const cancelCall = (id: string) =>
  request(anything, outboundRoutes.cancelCall(id), { method: 'DELETE' })
