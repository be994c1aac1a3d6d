import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiKey, peopleRoutes, type Who } from '#shared/api/people.ts'
import { menuFlow } from '../support/makeFlow.ts'
import { type Asker, createPeopleHarness, type PeopleHarness } from '../support/people.ts'

let server: PeopleHarness
let admin: Asker

const ask = (method: string, path: string, headers: Asker) =>
  server.request(path, { method, headers })
const personOf = async (headers: Asker): Promise<NonNullable<Who['person']>> =>
  (await (await ask('GET', peopleRoutes.session, headers)).json()).person

beforeAll(async () => {
  server = await createPeopleHarness()
  admin = await server.join('admin')
})
afterAll(() => server.close())

describe('an event stream', () => {
  const watchAs = async (headers: Asker) => {
    await server.store.insertFlow(menuFlow, 0)
    const body = { target: { type: 'draft', flowId: menuFlow.id, revision: 1 } }
    const started = await server.request('/api/text-calls', { body, headers: admin })
    const { callId } = await started.json()
    const stream = await server.request(`/api/calls/${callId}/events`, { headers })
    let isOver = false
    const read = async () => {
      for await (const _ of stream.body ?? []) isOver = false
      isOver = true
    }
    void read()
    return async () => {
      await server.clock.advance(5_000)
      for (let round = 0; round < 20; round += 1) await server.clock.settle()
      return isOver
    }
  }

  it.for([
    ['its person is removed', (id: string) => ask('DELETE', peopleRoutes.person(id), admin)],
    ['its sessions are ended', (id: string) => ask('DELETE', `/api/people/${id}/sessions`, admin)],
  ] as const)('ends when %s', async ([, end], { task }) => {
    const headers = await server.join('viewer', `${task.id}@example.org`.replaceAll('_', ''))
    const isOver = await watchAs(headers)
    expect([await isOver(), await isOver()]).toEqual([false, false])
    await end((await personOf(headers)).id)
    await expect.poll(isOver).toBe(true)
  })

  it('ends when its key is revoked', async () => {
    const headers = await server.key(admin, 'viewer')
    const isOver = await watchAs(headers)
    expect(await isOver()).toBe(false)
    const keys: ApiKey[] = await (await ask('GET', peopleRoutes.keys, admin)).json()
    for (const { id } of keys) await ask('DELETE', peopleRoutes.key(id), admin)
    await expect.poll(isOver).toBe(true)
  })
})
