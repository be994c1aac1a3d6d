import { describe, expect, it } from 'vitest'
import { definitions } from '#shared/nodes/index.ts'
import { drawFlow, drawNode } from '../../test/support/drawFlow.ts'
import { createEditorStore } from './editorStore.ts'
import { canFollow, canStandBetween, insertStep } from './insert.ts'

const place = (id: string, x: number, y = 0) => ({ ...drawNode(id, 'say'), position: { x, y } })
const flow = drawFlow([place('a', 306), place('b', 612), place('c', 918), place('far', 612, 300)], {
  start: { next: 'a' },
  a: { next: 'b' },
  b: { next: 'c' },
})

describe('insertStep', () => {
  it('wires the new step in and makes room for it, as one step of undo', () => {
    const store = createEditorStore(flow)
    const id = insertStep(store, 'menu', 'a-next')
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
    ['end', 'a-next'],
    ['note', 'a-next'],
    ['say', 'no such wire'],
    ['no such type', 'a-next'],
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
