import type { Usage } from '#shared/session/event.ts'
import type { ModelPrice } from './modelProviders.ts'

export interface CountedTokens {
  readonly input: number
  readonly output: number
}

/** Letters of a token, about, in the languages that models know best. */
const lettersPerToken = 4

/** Tokens by the letters, for servers that do not say. */
export const estimateTokens = (letters: number): number => Math.ceil(letters / lettersPerToken)

/** Adds up what the requests of a turn used. */
export function addUsage(
  before: Usage | undefined,
  counted: CountedTokens | null,
  letters: { readonly sent: number; readonly received: number },
  price: ModelPrice | null,
): Usage {
  const input = counted?.input ?? estimateTokens(letters.sent)
  const output = counted?.output ?? estimateTokens(letters.received)
  const cost = price ? (input * price.input + output * price.output) / 1_000_000 : null
  return {
    input: (before?.input ?? 0) + input,
    output: (before?.output ?? 0) + output,
    estimated: (before?.estimated ?? false) || counted === null,
    cost:
      cost === null && (before?.cost ?? null) === null ? null : (before?.cost ?? 0) + (cost ?? 0),
  }
}
