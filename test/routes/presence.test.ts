import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problemSchema } from '#shared/api/api.ts'
import { beatAnswerSchema } from '#shared/api/presence.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { menuFlow } from '../support/makeFlow.ts'

let harness: Harness
beforeEach(async () => {
  harness = await createHarness()
  await harness.store.insertFlow(menuFlow, 0)
})
afterEach(() => harness.close())

const path = '/api/flows/menu-flow/presence'
const beat = async (editor: string, more: object = {}) => {
  const response = await harness.request(path, {
    body: { editor, name: '', node: null, ...more },
  })
  return beatAnswerSchema.parse(await response.json())
}
const ann = { editor: 'ann-1', name: 'Ann', number: 1, node: 'm' }

describe('presence', () => {
  it('tells each editor who else is there, where, and under which number', async () => {
    expect(await beat('ann-1', { name: ' Ann ', node: 'm' })).toEqual({
      ...{ revision: 1, you: 1, savedBy: null, others: [] },
    })
    expect(await beat('bob-1')).toMatchObject({ you: 2, others: [ann] })
    expect(await beat('ann-1')).toMatchObject({
      others: [{ editor: 'bob-1', name: '', number: 2, node: null }],
    })
  })

  it('forgets who leaves at once, and who is silent after a while by its own clock', async () => {
    await beat('ann-1')
    await beat('bob-1')
    await beat('bob-1', { leaving: true })
    expect(await beat('ann-1')).toMatchObject({ others: [] })
    await beat('bob-1')
    await harness.clock.advance(60_000)
    await beat('cat-1')
    await harness.clock.advance(60_000)
    expect(await beat('cat-1')).toMatchObject({ others: [] })
    // A number that is free again is given again.
    expect(await beat('dan-1')).toMatchObject({ you: 1 })
  })

  it('says who saved', async () => {
    await beat('ann-1', { name: 'Ann' })
    const body = { flow: { ...menuFlow, name: 'New' }, revision: 1, editor: 'ann-1' }
    await harness.request('/api/flows/menu-flow', { method: 'PUT', body })
    expect(await beat('bob-1')).toMatchObject({
      ...{ revision: 2, savedBy: { editor: 'ann-1', name: 'Ann', number: 1 } },
    })
  })

  it('says that the flow went into the bin', async () => {
    await harness.request('/api/flows/menu-flow', { method: 'DELETE' })
    const response = await harness.request(path, {
      body: { editor: 'ann-1', name: '', node: null },
    })
    expect(problemSchema.parse(await response.json())).toMatchObject({
      ...{ status: 404, code: 'flow.deleted' },
    })
  })

  it.for([
    ['no editor', { name: '', node: null }],
    ['an editor with spaces', { editor: 'a b c d', name: '', node: null }],
    ['a long name', { editor: 'ann-1', name: 'x'.repeat(61), node: null }],
    ['something more', { editor: 'ann-1', name: '', node: null, more: 1 }],
  ] as const)('refuses %s', async ([, body]) => {
    expect((await harness.request(path, { body })).status).toBe(400)
  })

  it('shows no more than fifty', async () => {
    for (let count = 0; count < 60; count += 1) await beat(`editor-${count}`)
    expect((await beat('ann-1')).others).toHaveLength(50)
  })
})
