import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Clock } from '../calls/clock.ts'
import type { Log } from '../log.ts'
import { personOf } from '../people/person.ts'
import type { AnswerStore } from '../storage/answerStore.ts'
import type { Vault } from '../storage/vault.ts'
import { HttpProblem } from './problem.ts'

interface IdempotencyDeps {
  readonly store: AnswerStore
  readonly clock: Clock
  readonly log: Log
  /** Answers may hold what is shown once: they are sealed. */
  readonly vault: Vault
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
 * refused by us (5xx) may be sent again; what nobody knows the end of, because the process died, is never done twice.
 */
export function keepAnswers({ store, clock, log, vault }: IdempotencyDeps): MiddlewareHandler {
  let cleanedAt = 0
  const clean = () => {
    if (clock.now() - cleanedAt < cleaning) return
    cleanedAt = clock.now()
    store
      .forgetKeys(clock.now() - kept)
      .catch((error: unknown) => log.warn({ err: error }, 'Old answers were not forgotten.'))
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
    if (known) return replay(known, bodyHash, (sealed) => vault.open(sealed, contextOf(key)))
    await next()
    await keep(store, key, c.res, (text) => vault.seal(text, contextOf(key)))
  }
}

function replay(
  { bodyHash, answer }: NonNullable<Awaited<ReturnType<AnswerStore['claimKey']>>>,
  given: string,
  open: (sealed: string) => string | null,
): Response {
  if (bodyHash !== given) {
    throw new HttpProblem(
      422,
      'key.reused',
      'This Idempotency-Key came with another body before: use a new one for a new request.',
    )
  }
  const body = answer === null ? null : open(answer.body)
  if (answer === null || body === null) {
    throw new HttpProblem(
      409,
      'key.inProgress',
      'The request with this Idempotency-Key has not been answered: wait, and look whether it was done before you send it under a new key.',
    )
  }
  const headers = { 'content-type': answer.contentType, 'idempotency-replayed': 'true' }
  return new Response(body === '' ? null : body, { status: answer.status, headers })
}

async function keep(
  store: AnswerStore,
  key: string,
  response: Response,
  seal: (text: string) => string,
): Promise<void> {
  if (response.status >= 500) return store.releaseKey(key)
  const contentType = response.headers.get('content-type') ?? ''
  const isText = contentType === '' || /[/+]json\b/i.test(contentType)
  const body = isText ? await response.clone().text() : null
  if (body === null || body.length > longestAnswer) return store.releaseKey(key)
  await store.keepAnswer(key, { status: response.status, contentType, body: seal(body) })
}

const contextOf = (key: string): string => `kept_answers/${key}`

const hashOf = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')
