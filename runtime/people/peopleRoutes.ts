import { Hono } from 'hono'
import {
  changePersonSchema,
  type Invite,
  includesRole,
  type ListedPerson,
  newInviteSchema,
  newKeySchema,
  roleSchema,
} from '#shared/api/people.ts'
import { audit } from '../routes/audit.ts'
import { HttpProblem, notFound, readJson } from '../routes/problem.ts'
import { toApiKey } from './keyRecords.ts'
import { personOf } from './person.ts'
import { accountsOf, type PeopleDeps, selfOf } from './sessionRoutes.ts'

/** For admins: who works here, what they may do, and how others come in. */
export function createPeopleRoutes(deps: PeopleDeps): Hono {
  const { store, clock } = deps
  const app = new Hono()
  const nameOf = async (id: string) => (await store.findPerson(id))?.name ?? id

  app.get('/people', async (c) => {
    accountsOf(deps)
    const people = (await store.listPeople(clock.now())).map(
      (person): ListedPerson => ({
        ...person,
        role: roleSchema.catch('viewer').parse(person.role),
      }),
    )
    return c.json(people)
  })

  app.patch('/people/:id', async (c) => {
    const { role } = await readJson(c, changePersonSchema)
    accountsOf(deps)
    const id = c.req.param('id')
    checkChange(await store.changeRole(id, role))
    deps.endPhones(id)
    audit(c, { person: await nameOf(id), role })
    return c.body(null, 204)
  })

  app.delete('/people/:id', async (c) => {
    accountsOf(deps)
    const id = c.req.param('id')
    const person = await nameOf(id)
    checkChange(await store.removePerson(id))
    deps.endPhones(id)
    audit(c, { person })
    return c.body(null, 204)
  })

  app.post('/people/:id/reset-link', async (c) => {
    const accounts = accountsOf(deps)
    const person = await store.findPerson(c.req.param('id'))
    if (!person) throw notFound('person')
    audit(c, { person: person.name })
    return c.json(await accounts.makeResetLink(person.id, personOf(c).id), 201)
  })

  app.delete('/people/:id/sessions', async (c) => {
    accountsOf(deps)
    const id = c.req.param('id')
    audit(c, { person: await nameOf(id) })
    await store.endSessions(id, { but: null })
    deps.endPhones(id)
    return c.body(null, 204)
  })

  app.get('/invites', async (c) => {
    accountsOf(deps)
    const invites = (await store.listInvites(clock.now())).map(
      ({ id, role, note, createdAt, expiresAt }): Invite => ({
        ...{ id, note, createdAt, expiresAt },
        role: roleSchema.catch('viewer').parse(role),
      }),
    )
    return c.json(invites)
  })

  app.post('/invites', async (c) => {
    const invite = await readJson(c, newInviteSchema)
    const createdBy = personOf(c).id
    audit(c, { role: invite.role, note: invite.note })
    return c.json(await accountsOf(deps).makeInvite({ ...invite, createdBy }), 201)
  })

  app.delete('/invites/:id', async (c) => {
    accountsOf(deps)
    if (!(await store.removeLink(c.req.param('id')))) throw notFound('invitation')
    return c.body(null, 204)
  })
  return app
}

/** API keys: a person's own; an admin sees and revokes everybody's. */
export function createKeyRoutes(deps: PeopleDeps): Hono {
  const { store } = deps
  const app = new Hono()

  app.get('/', async (c) => {
    const { personId } = selfOf(c)
    const isAdmin = personOf(c).role === 'admin'
    const keys = await store.listKeys(isAdmin ? null : personId)
    return c.json(keys.map((key) => toApiKey(key, personId)))
  })

  app.post('/', async (c) => {
    const wanted = await readJson(c, newKeySchema)
    const { personId } = selfOf(c)
    if (!includesRole(personOf(c).role, wanted.role)) {
      const detail = `A key may do at most what you may: ${personOf(c).role}.`
      throw new HttpProblem(403, 'key.role', detail)
    }
    const keys = await store.listKeys(personId)
    if (keys.length >= mostKeys) {
      throw new HttpProblem(409, 'key.tooMany', `You have ${mostKeys} keys: revoke one first.`)
    }
    const { key, id } = await accountsOf(deps).makeKey({ personId, ...wanted })
    const made = (await store.listKeys(personId)).find((each) => each.id === id)
    if (!made) throw notFound('key')
    audit(c, { key: made.name, role: wanted.role })
    return c.json({ key, made: toApiKey(made, personId) }, 201, { 'cache-control': 'no-store' })
  })

  app.delete('/:id', async (c) => {
    const { personId } = selfOf(c)
    const isAdmin = personOf(c).role === 'admin'
    const removed = await store.removeKey(c.req.param('id'), isAdmin ? null : personId)
    if (!removed) throw notFound('key')
    return c.body(null, 204)
  })
  return app
}

/** Keys of one person. */
const mostKeys = 50

function checkChange(result: 'changed' | 'unknown' | 'lastAdmin'): void {
  if (result === 'unknown') throw notFound('person')
  if (result === 'lastAdmin') {
    const detail = 'This is the only admin: make somebody else one first.'
    throw new HttpProblem(409, 'people.lastAdmin', detail)
  }
}
