import { expect, it } from 'vitest'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { createEditorStore } from '../state/editorStore.ts'
import { addImported } from './addImported.ts'

it('adds the steps of another flow below, without its start, in one step of undo', () => {
  const here = drawFlow([['say', 'say', { text: 'Here.' }]], ['start.next>say'])
  const other = drawFlow(
    [
      ['say', 'say', { text: 'There.' }],
      ['bye', 'end', { text: 'Goodbye.' }],
    ],
    ['start.next>say', 'say.next>bye'],
  )
  const store = createEditorStore(here)
  const added = addImported(store, other)
  const ids = added.ok ? added.value : new Map<string, string>()
  const { flow, undo } = store.getState()
  expect([...ids.keys()]).toEqual(['say', 'bye'])
  expect(flow.nodes).toHaveLength(4)
  expect(new Set(flow.nodes.map((node) => node.name)).size).toBe(4)
  expect(flow.edges.map((edge) => [edge.source, edge.target])).toEqual([
    ['start', 'say'],
    [ids.get('say'), ids.get('bye')],
  ])
  const lowest = Math.max(...here.nodes.map((node) => node.position.y))
  for (const id of ids.values()) {
    expect(flow.nodes.find((node) => node.id === id)?.position.y).toBeGreaterThan(lowest)
  }
  undo()
  expect(store.getState().flow).toBe(here)
})
