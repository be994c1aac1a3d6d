import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemSchema, versionDetailSchema, versionSchema } from '#shared/api/api.ts'
import { compile } from '#shared/compile/compile.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
  await harness.store.insertFlow(menuFlow, 0)
  await publish({ revision: 1, note: 'First' })
})
afterEach(() => harness.close())

const publish = (body: { revision: number; note?: string; number?: string }) =>
  harness.request('/api/flows/menu-flow/publish', { body: { number: '+12025550100', ...body } })

const list = async () =>
  z
    .array(versionSchema)
    .parse(await (await harness.request('/api/flows/menu-flow/versions')).json())

const louder = {
  ...menuFlow,
  settings: { ...menuFlow.settings, errorText: 'Something broke. Goodbye.' },
}

describe('the versions of a flow', () => {
  it('say when, by whom, why, on which numbers and for how many calls', async () => {
    await harness.request('/api/text-calls', {
      body: { target: { type: 'number', number: '+12025550100' } },
    })
    await harness.store.saveFlow(louder, 1, 1)
    await publish({ revision: 2 })
    const [second, first, ...others] = await list()
    expect(others).toEqual([])
    expect(first).toMatchObject({ version: 1, note: 'First', author: null, numbers: [] })
    expect(first).toMatchObject({ calls: 1, callsInProgress: 1 })
    expect(second).toMatchObject({ version: 2, note: '', numbers: ['+12025550100'] })
    expect(second).toMatchObject({ calls: 0, callsInProgress: 0 })
  })

  it('keep the flow they were made from and the program their calls run', async () => {
    await harness.store.saveFlow(louder, 1, 1)
    await publish({ revision: 2 })
    const response = await harness.request('/api/flows/menu-flow/versions/1')
    const { flow, program, version } = versionDetailSchema.parse(await response.json())
    const compiled = compile(menuFlow)
    expect(flow).toEqual(menuFlow)
    expect(compiled.ok && compiled.value.program).toEqual(program)
    expect(version.hash).toBe(program.hash)
  })

  it('have a note that can be changed later, and nothing else', async () => {
    const note = 'Before the holidays'
    const path = '/api/flows/menu-flow/versions/1'
    const answer = await harness.request(path, { method: 'PATCH', body: { note } })
    expect(versionSchema.parse(await answer.json())).toMatchObject({ version: 1, note })
    expect((await list()).map((one) => one.note)).toEqual([note])
    const refused = await harness.request(path, { method: 'PATCH', body: { note, hash: 'x' } })
    expect(refused.status).toBe(400)
  })

  it('take the new note when the same flow is published again, unless there is none', async () => {
    await publish({ revision: 1 })
    expect((await list()).map((one) => one.note)).toEqual(['First'])
    await publish({ revision: 1, note: 'Again' })
    expect((await list()).map((one) => one.note)).toEqual(['Again'])
  })

  it.for([
    ['versions of no flow', '/api/flows/none/versions', 'GET', 404],
    ['a version of no flow', '/api/flows/none/versions/1', 'GET', 404],
    ['a version that was never made', '/api/flows/menu-flow/versions/2', 'GET', 404],
    ['a version that is no number', '/api/flows/menu-flow/versions/1e3', 'GET', 404],
    ['a note on no version', '/api/flows/menu-flow/versions/2', 'PATCH', 404],
  ] as const)('%s: a problem', async ([, path, method, status]) => {
    const response = await harness.request(
      path,
      method === 'PATCH' ? { method, body: { note: '' } } : {},
    )
    expect(problemSchema.parse(await response.json()).status).toBe(status)
  })

  it('refuses a note that is too long', async () => {
    const body = { note: 'x'.repeat(501) }
    const path = '/api/flows/menu-flow/versions/1'
    expect((await harness.request(path, { method: 'PATCH', body })).status).toBe(400)
  })
})
