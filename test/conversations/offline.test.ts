import { describe, expect, it } from 'vitest'
import { agentTasks } from './agentTasks.ts'
import { askTasks } from './askTasks.ts'
import { behaviours } from './callers.ts'
import { tableOf } from './tableOf.ts'
import { programOf, type Talked, talkOffline } from './talkOffline.ts'

const tasks = [...agentTasks, ...askTasks]
const names = Object.keys(behaviours)

describe('a hundred conversations with the built-in responder', () => {
  const talked: Record<string, Talked> = {}
  for (const task of tasks) {
    const program = programOf(task)
    for (const [name, make] of Object.entries(behaviours)) {
      talked[`${task.id}, ${name}`] = talkOffline(program, make(task))
    }
  }

  it('are a hundred', () => expect(Object.keys(talked)).toHaveLength(100))

  it('each end in a drawn way', () => {
    const dead = Object.entries(talked).filter(([, { end }]) => end === null || end === 'broken')
    expect(dead.map(([name, { lines }]) => `${name}\n${lines.join('\n')}`)).toEqual([])
  })

  it.each(tasks)('bring a caller who helps to the goal: $id', (task) => {
    expect(talked[`${task.id}, ${names[0]}`]?.end).toBe(task.success)
  })

  it('end as they did before', async () => {
    await expect(tableOf(talked)).toMatchFileSnapshot('outcomes.offline.txt')
  })
})
