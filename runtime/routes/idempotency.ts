import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import { personOf } from '../people/person.ts'
import type { AnswerStore, Claim, KeptAnswer } from '../storage/answerStore.ts'
import type { Vault } from '../storage/vault.ts'
import { HttpProblem } from './problem.ts'

interface IdempotencyDeps {
  readonly store: AnswerStore
  readonly clock: Clock
  readonly log: Log
  /** Answers may hold what is shown once: they are sealed. */
  readonly vault: Vault
  /**
   * By path: routes that keep what they make together with the claim, and answer again from what was made. Only these
   * can be gone on with when a process died in the middle.
   */
  readonly recalls: Readonly<Record<string, (made: string) => Promise<Response | null>>>
}

declare module 'hono' {
  interface ContextVariableMap {
    /** The request's own, where its sender gave a key. */
    claim?: Claim
  }
}

/** Milliseconds an answer is kept. */
const kept = 24 * 3_600_000
/** Milliseconds between clean-ups. */
const cleaning = 3_600_000
const longestKey = 200
/** Characters of an answer that is kept; a longer one is done again. */
const longestAnswer = 256 * 1024

/** They answer with cookies, which are not kept: coming in once more does no harm, and a link works once anyway. */
const comingIn = /^\/api\/(session|links)(\/|$)/

/**
 * A POST with an `Idempotency-Key` is done once: sent again within a day it gets the answer that was given. What was
 * refused by us (5xx) may be sent again. What a process that died left undone is done now where the store can tell;
 * what nobody knows the end of is never done twice.
 */
export function keepAnswers({
  store,
  clock,
  log,
  vault,
  recalls,
}: IdempotencyDeps): MiddlewareHandler {
  let cleanedAt = 0
  const working = new Set<string>()
  const clean = () => {
    if (clock.now() - cleanedAt < cleaning) return
    cleanedAt = clock.now()
    store
      .forgetKeys(clock.now() - kept)
      .catch((error: unknown) => log.warn({ err: error }, 'Old answers were not forgotten.'))
  }

  /** Answers from what is known, or goes on in place of a request that is gone. */
  const answerAgain = async (known: KeptAnswer, key: string, path: string) => {
    const { answer, made, claim, holder } = known
    if (answer !== null) return replay(answer, (sealed) => vault.open(sealed, contextOf(key)))
    const recall = recalls[path]
    const recalled = recall && made !== null ? await recall(made) : null
    if (recalled) {
      recalled.headers.set('idempotency-replayed', 'true')
      return recalled
    }
    // One that came to this process and is not worked on has failed without being able to say so.
    const isGone = holder === 'nobody' || (holder === 'here' && !working.has(key))
    const taken =
      recall && isGone && claim !== null ? await store.takeOverKey({ key, claim }) : null
    if (taken) return taken
    throw isGone && !recall ? unknownEnd() : inProgress()
  }

  return async (c, next) => {
    const given = c.req.method === 'POST' ? c.req.header('idempotency-key') : undefined
    if (given === undefined || comingIn.test(c.req.path)) return next()
    if (!/^[\x21-\x7e]+$/.test(given) || given.length > longestKey) {
      throw new HttpProblem(
        400,
        'key.invalid',
        `Idempotency-Key: 1 to ${longestKey} printable characters without spaces, such as a UUID.`,
      )
    }
    clean()
    const key = hashOf(`${personOf(c).id ?? ''}\n${c.req.path}\n${given}`)
    const bodyHash = hashOf(new Uint8Array(await c.req.arrayBuffer()))
    const known = await store.claimKey(key, bodyHash, clock.now())
    if ('holder' in known && known.bodyHash !== bodyHash) throw reused()
    const claim = 'holder' in known ? await answerAgain(known, key, c.req.path) : known
    if (claim instanceof Response) return claim
    working.add(key)
    c.set('claim', claim)
    try {
      await next()
      await keep(store, claim, c.res, (text) => vault.seal(text, contextOf(key)))
    } finally {
      working.delete(key)
    }
  }
}

function replay(
  { status, contentType, body: sealed }: NonNullable<KeptAnswer['answer']>,
  open: (sealed: string) => string | null,
): Response {
  const body = open(sealed)
  if (body === null) throw unknownEnd()
  const headers = { 'content-type': contentType, 'idempotency-replayed': 'true' }
  return new Response(body === '' ? null : body, { status, headers })
}

async function keep(
  store: AnswerStore,
  claim: Claim,
  response: Response,
  seal: (text: string) => string,
): Promise<void> {
  if (response.status >= 500) return store.releaseKey(claim)
  const contentType = response.headers.get('content-type') ?? ''
  const isText = contentType === '' || /[/+]json\b/i.test(contentType)
  const body = isText ? await response.clone().text() : null
  if (body === null || body.length > longestAnswer) return store.releaseKey(claim)
  await store.keepAnswer(claim, { status: response.status, contentType, body: seal(body) })
}

const reused = (): HttpProblem =>
  new HttpProblem(
    422,
    'key.reused',
    'This Idempotency-Key came with another body before: use a new one for a new request.',
  )

/** The same request is being worked on. */
export const inProgress = (): HttpProblem =>
  new HttpProblem(
    409,
    'key.inProgress',
    'The request with this Idempotency-Key is being worked on: send it again in a few seconds.',
  )

const unknownEnd = (): HttpProblem =>
  new HttpProblem(
    409,
    'key.unknown',
    'The server stopped while it worked on the request with this Idempotency-Key: look whether it was done before you send it under a new key.',
  )

const contextOf = (key: string): string => `kept_answers/${key}`

const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')
