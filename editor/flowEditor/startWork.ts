import type { StoredFlow } from '#shared/api/api.ts'
import { startAnalysis } from '../analysis/startAnalysis.ts'
import { reasonNow } from '../people/session.ts'
import { startPresence } from '../presence/startPresence.ts'
import { bringBack } from './bringBack.ts'
import type { OpenFlow } from './openFlow.ts'

/** What goes on while a flow is open and need not be there for the first look at it. */
export function startWork(open: OpenFlow, stored: StoredFlow): () => void {
  const stopAnalysis = startAnalysis(open.store)
  const stopPresence = startPresence(open)
  // Work of somebody who may not save it (any more) stays where it is kept.
  if (reasonNow('editor') === null) void bringBack(open, stored)
  return () => {
    stopAnalysis()
    stopPresence()
  }
}
