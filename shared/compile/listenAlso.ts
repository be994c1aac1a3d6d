import type { Listener, Listening } from './program.ts'

/** Most phrases offered to the recogniser on behalf of listeners. */
const maxHints = 100

/** Listening that hears what is open from anywhere, too. */
export function listenAlso(listening: Listening, listeners: readonly Listener[]): Listening {
  if (listeners.length === 0) return listening
  const keys = listeners.some((one) => one.key !== '')
  const hints = listeners.flatMap((one) => one.phrases)
  const speech = hints.length > 0 || listeners.some((one) => one.condition !== '')
  const { input } = listening
  const addsKeys = keys && !input.includes('dtmf')
  const addsSpeech = speech && !input.includes('speech')
  return {
    ...listening,
    input: [
      ...(keys || input.includes('dtmf') ? (['dtmf'] as const) : []),
      ...(speech || input.includes('speech') ? (['speech'] as const) : []),
    ],
    ...(addsKeys ? { numDigits: 1, finishOnKey: '' } : {}),
    ...(hints.length > 0 && (addsSpeech || input.includes('speech'))
      ? { hints: [...new Set([...(listening.hints ?? []), ...hints.slice(0, maxHints)])] }
      : {}),
  }
}

/** Whether a listener hears what comes in at a node. */
export const hearsAt = (listener: Listener, node: string): boolean =>
  node.startsWith(listener.within)
