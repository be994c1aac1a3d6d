import { fetchGuarded } from '../effects/fetchGuarded.ts'
import { type GuardedAgent, openAgent } from '../effects/openAgent.ts'
import { readLimited } from '../effects/readLimited.ts'
import { signWebhook } from '../effects/signWebhook.ts'
import type { FallbackClient, Ladder } from '../voice/engine/ladder.ts'
import type { NumberBook } from './numberBook.ts'

export interface LaddersDeps {
  readonly book: Pick<NumberBook, 'find'>
  readonly now: () => number
  readonly newId: () => string
  /** Signs what fallbacks get: never the secret of the turns, or they could forge calls. */
  readonly outgoingSecrets: () => string
  readonly allowPrivate: boolean
}

/** What each number does when its flow cannot answer, as it is known without the store. */
export function createLadders(deps: LaddersDeps): (number: string) => Ladder | null {
  const agent = openAgent({ allowPrivate: deps.allowPrivate })
  return (number) => {
    const settings = deps.book.find(number)?.settings
    if (!settings) return null
    const { fallbackUrl, says, transfer } = settings
    const fallback = fallbackUrl === '' ? null : createFallback(fallbackUrl, deps, agent)
    return { fallback, says, transfer }
  }
}

/** The turn is given up after 10 s; its connection soon after. */
const patience = 11_000

function createFallback(first: string, deps: LaddersDeps, agent: GuardedAgent): FallbackClient {
  const { now, newId, outgoingSecrets, allowPrivate } = deps
  return {
    post: async (given, form) => {
      const url = new URL(given ?? first)
      const body = new URLSearchParams(form).toString()
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        ...signWebhook(outgoingSecrets(), `msg_${newId()}`, now(), body),
      }
      const signal = AbortSignal.timeout(patience)
      const response = await fetchGuarded({
        ...{ url, method: 'POST', headers, body, signal, allowPrivate },
        dispatcher: await agent.get(),
      })
      const text = await readLimited(response.body)
      return { status: response.status, body: text, url: url.href }
    },
  }
}
