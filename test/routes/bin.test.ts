import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  binnedFlowSchema,
  callCountsSchema,
  problemSchema,
  startedCallSchema,
  templateSchema,
} from '#shared/api/api.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
  await harness.store.insertFlow(menuFlow, 0)
})
afterEach(() => harness.close())

const day = 86_400_000
const remove = () => harness.request('/api/flows/menu-flow', { method: 'DELETE' })
const bin = async () =>
  z.array(binnedFlowSchema).parse(await (await harness.request('/api/bin')).json())

describe('the bin', () => {
  it('holds a deleted flow for thirty days', async () => {
    await remove()
    expect(await bin()).toEqual([
      { id: 'menu-flow', name: 'Flow menu-flow', nodes: 5, deletedAt: 1_000_000, daysLeft: 30 },
    ])
    await harness.clock.advance(29 * day)
    expect(await bin()).toMatchObject([{ daysLeft: 1 }])
    await harness.clock.advance(day + 1)
    expect(await bin()).toEqual([])
    expect((await harness.request('/api/bin/menu-flow/restore', { method: 'POST' })).status).toBe(
      404,
    )
  })

  it('gives a flow back as it was', async () => {
    await remove()
    const gone = problemSchema.parse(await (await harness.request('/api/flows/menu-flow')).json())
    expect(gone).toMatchObject({ status: 404, code: 'flow.deleted' })
    const path = '/api/bin/menu-flow/restore'
    expect((await harness.request(path, { method: 'POST' })).status).toBe(204)
    expect(await harness.store.findFlow('menu-flow')).toMatchObject({ flow: menuFlow, revision: 1 })
    expect(await bin()).toEqual([])
  })

  it('forgets one flow when told to, and only from the bin', async () => {
    const forget = () => harness.request('/api/bin/menu-flow', { method: 'DELETE' })
    await forget()
    expect(await harness.store.findRevision('menu-flow')).toEqual({ revision: 1 })
    await remove()
    await forget()
    expect(await bin()).toEqual([])
  })
})

describe('templates', () => {
  it('are listed, and can be called before they are chosen', async () => {
    const list = await (await harness.request('/api/templates')).json()
    const templates = z.array(templateSchema).parse(list)
    expect(templates.length).toBeGreaterThanOrEqual(8)
    for (const { slug, flow } of templates) {
      const target = { type: 'template', slug }
      const response = await harness.request('/api/text-calls', { body: { target } })
      expect([slug, response.status]).toEqual([slug, 201])
      const { callId } = startedCallSchema.parse(await response.json())
      expect(await harness.store.findSummary(callId)).toMatchObject({
        ...{ flowId: `template-${slug}`, flowName: flow.name, version: null },
      })
    }
  })

  it('refuses one that is not there', async () => {
    const body = { target: { type: 'template', slug: '../secret' } }
    expect((await harness.request('/api/text-calls', { body })).status).toBe(404)
  })
})

it('counts the calls of a flow since midnight at the reader’s place', async () => {
  const body = { target: { type: 'draft', flowId: 'menu-flow', revision: 1 } }
  await harness.request('/api/text-calls', { body })
  const counts = async (timezone: string) =>
    callCountsSchema.parse(
      await (await harness.request(`/api/calls/counts?timezone=${timezone}`)).json(),
    )
  // The call came at 00:16:40 UTC; at 01:30 a new day has begun on the Azores.
  await harness.clock.advance(5_400_000 - 1_000_000)
  expect(await counts('UTC')).toEqual({ 'menu-flow': 1 })
  expect(await counts('Atlantic/Azores')).toEqual({})
  expect(await counts('nowhere')).toEqual({ 'menu-flow': 1 })
})
