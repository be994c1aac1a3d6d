import type { SentenceTiming } from '../voice/engine/delays.ts'
import type { Clock } from './clock.ts'
import type { PreparedTurn } from './prepared.ts'

/** Times a model's turn, from the moment the turn asks for it. */
export interface TurnTiming {
  onToken(): void
  /** Asked once, when the first sentence is said. */
  firstSentence(): SentenceTiming
}

export function createTiming(
  clock: Pick<Clock, 'now'>,
  ready: Pick<PreparedTurn, 'startedAt' | 'tokenAt' | 'sentenceAt'> | null,
): TurnTiming {
  const askedAt = clock.now()
  let tokenAt = ready?.tokenAt() ?? null
  return {
    onToken: () => {
      tokenAt ??= clock.now()
    },
    firstSentence: () => {
      const now = clock.now()
      // Asked only by the turn, the model would have taken just as long.
      const saved = ready ? Math.min(askedAt, ready.sentenceAt() ?? askedAt) - ready.startedAt : 0
      return {
        token: Math.max(0, (tokenAt ?? now) - askedAt),
        sentence: now - askedAt,
        saved: Math.max(0, saved),
      }
    },
  }
}
