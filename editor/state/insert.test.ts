import { describe, expect, it } from 'vitest'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { definitions } from '#shared/nodes/index.ts'
import { createEditorStore } from './editorStore.ts'
import { canFollow, canStandBetween, insertStep } from './insert.ts'

const places: Readonly<Record<string, { x: number; y: number }>> = {
  a: { x: 306, y: 0 },
  b: { x: 612, y: 0 },
  c: { x: 918, y: 0 },
  far: { x: 612, y: 300 },
}
const drawn = drawFlow(
  [
    ['a', 'say'],
    ['b', 'say'],
    ['c', 'say'],
    ['far', 'say'],
  ],
  ['start.next>a', 'a.next>b', 'b.next>c'],
)
const flow = {
  ...drawn,
  nodes: drawn.nodes.map((node) => ({ ...node, position: places[node.id] ?? node.position })),
}
const wireFromA = 'e1'

describe('insertStep', () => {
  it('wires the new step in and makes room for it, as one step of undo', () => {
    const store = createEditorStore(flow)
    const id = insertStep(store, 'menu', wireFromA)
    const { flow: now, history } = store.getState()
    const port = now.nodes.at(-1)?.data['options']
    expect(port).toBeDefined()
    expect(now.edges.filter((edge) => edge.source === 'a')).toMatchObject([{ target: id }])
    expect(now.edges.filter((edge) => edge.source === id)).toMatchObject([{ target: 'b' }])
    expect(Object.fromEntries(now.nodes.map((node) => [node.name, node.position.x]))).toMatchObject(
      { a: 306, Menu: 602, b: 898, c: 1204, far: 612 },
    )
    expect(history.past.map((step) => step.title)).toEqual(['insert Menu'])
    store.getState().undo()
    expect(store.getState().flow).toBe(flow)
  })

  it.for<[string, string]>([
    ['end', wireFromA],
    ['note', wireFromA],
    ['say', 'no such wire'],
    ['no such type', wireFromA],
  ])('changes nothing for %s in %s', ([type, wire]) => {
    const store = createEditorStore(flow)
    expect(insertStep(store, type, wire)).toBeNull()
    expect(store.getState().flow).toBe(flow)
  })
})

it('knows which steps can follow and which can stand between', () => {
  const without = (can: typeof canFollow) =>
    definitions.filter((one) => !can(one)).map((one) => one.type)
  expect(without(canFollow)).toEqual(['start', 'anywhere', 'note'])
  expect(without(canStandBetween)).toEqual(['start', 'anywhere', 'end', 'note'])
})
