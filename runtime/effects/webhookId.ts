/** The `webhook-id` of a request: the same on every attempt, in every process. */
export const webhookIdOf = (callId: string, effectId: string): string => `msg_${callId}_${effectId}`
