import type { Next } from '../engine/callContext.ts'

/** Ends the call. */
export const hangup = async (): Promise<Next> => ({ type: 'hangup', reason: 'hangup' })
