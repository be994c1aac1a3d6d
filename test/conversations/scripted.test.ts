import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModel } from '#runtime/llm/createModel.ts'
import { createProviders } from '#runtime/providers/createProviders.ts'
import { createVault } from '#runtime/storage/vault.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { createFakeProviderStore } from '../support/fakeProviderStore.ts'
import { createHarness, type Harness, testNumbers } from '../support/harness.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scriptedModel.ts'
import { agentTasks } from './agentTasks.ts'
import { askTasks } from './askTasks.ts'
import { behaviours } from './callers.ts'
import { competentModel } from './competentModel.ts'
import { tableOf } from './tableOf.ts'
import type { Talked } from './talkOffline.ts'
import { talkRuntime } from './talkRuntime.ts'
import type { Task } from './task.ts'

const tasks: readonly Task[] = [...agentTasks, ...askTasks]
const openai = {
  ...{ apiKey: 'sk-scripted', model: 'scripted', speechModel: null, transcriptionModel: null },
}

/** A server of its own for a task, whose model is reached as any provider is. */
async function openTask(task: Task) {
  const model = await startScriptedModel(competentModel(task))
  const providers = createProviders({
    store: createFakeProviderStore(),
    vault: createVault('a secret of the conversations, long enough'),
    openai: { ...openai, baseUrl: model.baseURL },
    now: Date.now,
    log: { warn: () => {} },
    findOllama: async () => false,
  })
  const perform = createModel({ providers, offline: respondOffline, retryDelay: 1 }).perform
  const harness = await createHarness({
    model: (effect, signal, say) => perform(effect, { callId: 'C', signal, say }),
  })
  await harness.publish(task.flow)
  return { model, harness }
}

describe('a hundred conversations with a model behind a real wire', () => {
  const talked: Record<string, Talked> = {}
  const opened: { readonly model: ScriptedModel; readonly harness: Harness }[] = []

  beforeAll(async () => {
    for (const task of tasks) {
      const { model, harness } = await openTask(task)
      opened.push({ model, harness })
      const all = Object.entries(behaviours).map(async ([name, make]) => {
        const line = {
          turns: harness.turns,
          number: testNumbers[0],
          sid: `${task.id} ${name}`,
          outcomeOf: async (id: string) => (await harness.store.findSummary(id))?.outcome ?? null,
        }
        return [`${task.id}, ${name}`, await talkRuntime(line, make(task))] as const
      })
      for (const [name, one] of await Promise.all(all)) talked[name] = one
    }
  }, 60_000)
  afterAll(async () => {
    await Promise.all(opened.flatMap(({ model, harness }) => [model.close(), harness.close()]))
  })

  it('are a hundred', () => expect(Object.keys(talked)).toHaveLength(100))

  it('each end in a drawn way', () => {
    const dead = Object.entries(talked).filter(([, { end }]) => end === null || end === 'broken')
    expect(dead.map(([name, { lines }]) => `${name}\n${lines.join('\n')}`)).toEqual([])
  })

  it('bring every caller who helps to the goal', () => {
    const ends = tasks.map((task) => talked[`${task.id}, cooperative`]?.end)
    expect(ends).toEqual(tasks.map(({ success }) => success))
  })

  it('end as they did before', async () => {
    await expect(tableOf(talked)).toMatchFileSnapshot('outcomes.model.txt')
  })
})
