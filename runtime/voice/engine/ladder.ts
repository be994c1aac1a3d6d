import type { Document } from '#shared/fml/fml.ts'

/** What a number does when its flow cannot answer or is late, one after the other. */
export interface Ladder {
  /** Asked first. Null: nobody. */
  readonly fallback: FallbackClient | null
  /** Said when that fails too; empty: the engine's own sentence. */
  readonly says: string
  /** Called after that; empty: nobody. */
  readonly transfer: string
}

/** Speaks the turn protocol with somebody outside of this runtime. */
export interface FallbackClient {
  /** Posts a turn to an address of theirs, or the first one to where they said. Rejects when there is no answer. */
  post(
    url: string | null,
    form: Readonly<Record<string, string>>,
  ): Promise<{ readonly status: number; readonly body: string; readonly url: string }>
}

/** What is posted after the last resort's transfer: nobody is asked any more. */
export const lastResortPath = '/last-resort'

/** The end of the ladder: a sentence, and somebody who is called after it. */
export function lastResort(ladder: Ladder | null, text: string): Document {
  const { says = '', transfer = '' } = ladder ?? {}
  const say = { type: 'say', text: says === '' ? text : says } as const
  if (transfer === '') return { verbs: [say] }
  const type = /^sips?:/i.test(transfer) ? 'sip' : 'number'
  return {
    verbs: [
      // Somebody is about to answer: an apology that ends with goodbye would be wrong.
      ...(says === '' ? [] : [say]),
      { type: 'dial', targets: [{ type, address: transfer }], action: lastResortPath },
    ],
  }
}

/** The end of the last resort: whoever was called has hung up, or could not be reached. */
export const nothingLeft: Document = { verbs: [{ type: 'hangup' }] }
