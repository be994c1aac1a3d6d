import { Hono } from 'hono'
import type { z } from 'zod'
import {
  type Credential,
  type CredentialName,
  credentialInputSchema,
  credentialName,
  isSecret,
  readHost,
} from '#shared/api/credentials.ts'
import type { Clock } from '../calls/clock.ts'
import { credentialContext, openSecret } from '../effects/openCredential.ts'
import type { CredentialRecord } from '../storage/credentialStore.ts'
import type { Store } from '../storage/store.ts'
import type { Vault } from '../storage/vault.ts'
import { audit } from './audit.ts'
import { HttpProblem, notFound, readJson } from './problem.ts'

export interface CredentialDeps {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
}

/** Most credentials of an installation. */
const mostCredentials = 100

/** Secrets of webhooks: list, make, change, forget. What is secret goes in and never comes out. */
export function createCredentialRoutes({ store, vault, clock }: CredentialDeps): Hono {
  const app = new Hono()
  app.get('/', async (c) => {
    const [records, usersOf] = await Promise.all([store.listCredentials(), findUsers(store)])
    return c.json(records.map((record) => toAnswer(vault, record, usersOf(record.name))))
  })

  app.get('/names', async (c) => {
    const names = (await store.listCredentials()).map(
      ({ name, kind, host }): CredentialName => ({ name, kind, host }),
    )
    return c.json(names)
  })

  app.put('/:name', async (c) => {
    const input = await readJson(c, credentialInputSchema)
    const name = credentialName.safeParse(c.req.param('name')).data
    if (name === undefined) {
      const detail = 'A credential is called by small letters, digits and _, for example crm.'
      throw new HttpProblem(422, 'credential.badName', detail)
    }
    const host = readHost(input.host) ?? ''
    const known = await store.findCredential(name)
    if (!known && (await store.listCredentials()).length >= mostCredentials) {
      const detail = `There are ${mostCredentials} credentials: remove one first.`
      throw new HttpProblem(409, 'credential.tooMany', detail)
    }
    // A new host gets nothing that was meant for the old one.
    const kept = known?.host === host ? openSecret(vault, known) : null
    const secret = input.secret ?? kept
    if (secret === null || !isSecret(input.kind, secret)) {
      const detail = 'Enter the secret: it is asked for again when the host or the kind changes.'
      throw new HttpProblem(422, 'credential.noSecret', detail)
    }
    const at = clock.now()
    const record = {
      ...{ name, kind: input.kind, host },
      ...namesOf(input),
      sealedSecret: vault.seal(secret, credentialContext(name)),
      createdAt: known?.createdAt ?? at,
      updatedAt: at,
    }
    await store.saveCredential(record)
    audit(c, { name, host })
    const users = (await findUsers(store))(name)
    return c.json(toAnswer(vault, record, users), known ? 200 : 201)
  })

  app.delete('/:name', async (c) => {
    const name = c.req.param('name')
    const [user, ...others] = (await findUsers(store))(name)
    if (user !== undefined) {
      const more = others.length === 0 ? '' : ` and ${others.length} more`
      const detail = `${user}${more} sends requests with it: choose another credential there first.`
      throw new HttpProblem(409, 'credential.used', detail)
    }
    if (!(await store.deleteCredential(name))) throw notFound('credential')
    audit(c, { name })
    return c.body(null, 204)
  })
  return app
}

/** What its kind has no use for is not kept. */
const namesOf = ({ kind, userName, headerName }: z.output<typeof credentialInputSchema>) => ({
  userName: kind === 'basic' ? userName : '',
  headerName: kind === 'header' ? headerName : '',
})

/** Drafts, and what numbers answer with now, for a share of callers or from a time on: who names a credential. */
async function findUsers(store: Store): Promise<(name: string) => string[]> {
  const users: { readonly who: string; readonly text: string }[] = []
  for (const { flow } of await store.listFlows()) {
    users.push({ who: `“${flow.name}”`, text: JSON.stringify(flow.nodes) })
  }
  const plans = new Map((await store.listPlans()).map((plan) => [plan.number, plan]))
  for (const { number, flowId, flowName, version } of await store.listNumbers()) {
    const plan = plans.get(number)
    const targets = [
      { flowId, version },
      { flowId, version: plan?.split?.version ?? null },
      { flowId: plan?.next?.flowId ?? null, version: plan?.next?.version ?? null },
    ]
    for (const target of targets) {
      if (target.flowId === null || target.version === null) continue
      const found = await store.findTarget(target.flowId, target.version)
      const program = found && (await store.loadProgram(found.hash))
      if (!program) continue
      const who = `“${flowName ?? target.flowId}” (${number}, version ${target.version})`
      users.push({ who, text: JSON.stringify(program.ops) })
    }
  }
  // In a text that somebody wrote the quotes would be escaped.
  return (name) => [
    ...new Set(
      users.filter(({ text }) => text.includes(`"credential":"${name}"`)).map(({ who }) => who),
    ),
  ]
}

const toAnswer = (vault: Vault, record: CredentialRecord, usedBy: string[]): Credential => ({
  name: record.name,
  kind: record.kind,
  host: record.host,
  userName: record.userName,
  headerName: record.headerName,
  hasSecret: openSecret(vault, record) !== null,
  updatedAt: record.updatedAt,
  usedBy,
})
