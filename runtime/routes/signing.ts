import { Hono } from 'hono'
import { rotateSecretSchema, type SigningSecret } from '#shared/api/signing.ts'
import type { SigningSecrets } from '../outbox/signingSecrets.ts'
import { audit } from './audit.ts'
import { HttpProblem, readJson } from './problem.ts'

/** Milliseconds. */
const hour = 3_600_000
const unkept = { 'cache-control': 'no-store' }

/** The secret that webhooks of flows are signed with: shown once, and replaced without losing one. */
export function createSigningRoutes(signing: SigningSecrets): Hono {
  const app = new Hono()
  const checkMade = () => {
    if (!signing.isConfigured) return
    const detail = 'OUTGOING_WEBHOOK_SECRET says what signs here: read it and change it there.'
    throw new HttpProblem(409, 'secret.configured', detail)
  }

  app.get('/', async (c) => {
    await signing.refresh()
    const facts = signing.factsOf('')
    const answer: SigningSecret =
      signing.isConfigured || !facts ? { origin: 'environment' } : { origin: 'made', ...facts }
    return c.json(answer)
  })

  app.post('/reveal', async (c) => {
    checkMade()
    const secret = await signing.reveal('')
    if (secret === null) {
      const detail = 'It has been shown, and is shown once only: make another one.'
      throw new HttpProblem(409, 'secret.revealed', detail)
    }
    return c.json({ secret }, 200, unkept)
  })

  app.post('/rotate', async (c) => {
    const { overlapHours } = await readJson(c, rotateSecretSchema)
    checkMade()
    audit(c, { overlapHours })
    return c.json({ secret: await signing.rotate('', overlapHours * hour) }, 200, unkept)
  })
  return app
}
