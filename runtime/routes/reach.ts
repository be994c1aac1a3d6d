import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { Hono } from 'hono'
import type { Reach } from '#shared/api/numbers.ts'
import { addressInUrl, isPublicAddress } from '../effects/addressGuard.ts'
import { notFound } from './problem.ts'

export interface ReachDeps {
  readonly publicUrl: string | null
  /** Shared by all processes behind one address. */
  readonly webhookSecret: string
  /** @defaultValue the system's */
  readonly fetch?: typeof globalThis.fetch
  /** Addresses of a name; rejects when there are none. @defaultValue the system's resolver */
  readonly addressesOf?: (host: string) => Promise<readonly string[]>
}

/** Where this server looks for itself from outside. */
export const reachPath = '/hooks/reach'
const patience = 5_000

/** What only a server with our secret answers to a nonce; tells nothing of the secret, and signs nothing else. */
const answerTo = (secret: string, nonce: string): string =>
  createHmac('sha256', createHmac('sha256', secret).update('reach').digest())
    .update(nonce)
    .digest('hex')

/** Answers those who look for this server; anybody may ask. */
export function createReachAnswer({ webhookSecret }: ReachDeps): Hono {
  const app = new Hono()
  app.get('/:nonce', (c) => {
    const nonce = c.req.param('nonce')
    // Only what we ask ourselves: nobody gets anything else signed.
    if (!/^[0-9a-f]{32}$/.test(nonce)) throw notFound('such address')
    return c.text(answerTo(webhookSecret, nonce))
  })
  return app
}

/** Whether others can reach this server. */
export function createReachRoutes(deps: ReachDeps): Hono {
  const app = new Hono()
  app.post('/', async (c) => c.json(await checkReach(deps)))
  return app
}

/** Looks at PUBLIC_URL as a carrier would: the name, what it stands for, and who answers there. Never rejects. */
export async function checkReach(deps: ReachDeps): Promise<Reach> {
  const { publicUrl } = deps
  const problem = await problemOf(deps)
  return { publicUrl, isReachable: problem === null, problem }
}

async function problemOf(deps: ReachDeps): Promise<Reach['problem']> {
  const { publicUrl } = deps
  if (publicUrl === null) {
    return {
      message: 'This server has no public address, so no carrier can send it calls.',
      remedy: 'Start it with PUBLIC_URL, such as PUBLIC_URL=https://calls.example.org npm start.',
    }
  }
  const url = new URL(publicUrl)
  if (url.protocol !== 'https:') {
    return {
      message: `PUBLIC_URL is ${publicUrl}, which is not encrypted.`,
      remedy:
        'Put a proxy with a certificate before this server, and set PUBLIC_URL to its https:// address.',
    }
  }
  const find = deps.addressesOf ?? addressesOf
  const literal = addressInUrl(url)
  const addresses = literal === null ? await find(url.hostname).catch(() => []) : [literal]
  if (addresses.length === 0) {
    return {
      message: `There is no server named ${url.hostname}.`,
      remedy: 'Look for typing mistakes in PUBLIC_URL, or make the name known in DNS.',
    }
  }
  const hidden = addresses.find((address) => !isPublicAddress(address))
  if (hidden !== undefined) {
    return {
      message: `${url.hostname} is ${hidden}, which only this network reaches.`,
      remedy: 'Let the name stand for a public address that leads to this server.',
    }
  }
  return askOurselves(deps, publicUrl)
}

async function askOurselves(deps: ReachDeps, publicUrl: string): Promise<Reach['problem']> {
  const nonce = randomBytes(16).toString('hex')
  try {
    const response = await (deps.fetch ?? fetch)(`${publicUrl}${reachPath}/${nonce}`, {
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    })
    const text = Buffer.from((await response.text()).slice(0, 200))
    const expected = Buffer.from(answerTo(deps.webhookSecret, nonce))
    if (text.length === expected.length && timingSafeEqual(text, expected)) return null
    return {
      message: `${publicUrl} is answered by another server (${response.status}).`,
      remedy: 'Let the proxy at that address pass everything on to this server.',
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const why = cause instanceof Error ? cause.message : String(cause)
    return {
      message: `${publicUrl} does not answer: ${why}.`,
      remedy:
        'Look whether the proxy runs, its certificate is valid, and the firewall lets HTTPS through. If it works from outside all the same, this network may not reach its own public address.',
    }
  }
}

const addressesOf = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address)
