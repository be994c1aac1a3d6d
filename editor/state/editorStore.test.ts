import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import { applyEdit } from '#shared/flow/edit.ts'
import { nodeColors } from '#shared/flow/flow.ts'
import { mergeFlows } from '#shared/flow/merge.ts'
import { definitions } from '#shared/nodes/index.ts'
import { alignNodes, distributeNodes } from './arrange.ts'
import { clipOf } from './clip.ts'
import { addStep, deleteSelection, nudgeSelection, setWayOut } from './commands.ts'
import { createEditorStore, type EditorStore } from './editorStore.ts'
import { insertStep } from './insert.ts'
import { pasteClip } from './paste.ts'

const open = () => createEditorStore(createFlow('f1', 'Test'))

const say = (store: EditorStore, id: string, text: string) =>
  store.getState().apply({ type: 'node.data', id, data: { text } }, { key: `${id} text` })

const add = (store: EditorStore, type: string): string => {
  const id = addStep(store, type)
  if (id === null) throw new Error(`no type ${type}`)
  return id
}

describe('createEditorStore', () => {
  it('wires an added step to the first open port and selects it', () => {
    const store = open()
    const id = add(store, 'say')
    const { flow, selection } = store.getState()
    expect(flow.edges).toMatchObject([{ source: flow.nodes[0]?.id, target: id }])
    expect(selection.nodes).toEqual([id])
  })

  it('takes typing in one field back as one step, with its settings', () => {
    const store = open()
    const id = add(store, 'say')
    const before = store.getState().flow
    for (const text of ['H', 'He', 'Hello']) say(store, id, text)
    expect(store.getState().history.past).toHaveLength(2)
    store.getState().undo()
    expect(store.getState().flow).toBe(before)
    store.getState().redo()
    expect(store.getState().flow.nodes[1]?.data).toEqual({ text: 'Hello' })
  })

  it('starts a new step after the field was left', () => {
    const store = open()
    const id = add(store, 'say')
    say(store, id, 'one')
    store.getState().seal()
    say(store, id, 'two')
    store.getState().undo()
    expect(store.getState().flow.nodes[1]?.data).toEqual({ text: 'one' })
  })

  it('brings a deleted step back with its settings, wires, place and selection', () => {
    const store = open()
    const id = add(store, 'say')
    say(store, id, 'Hello')
    add(store, 'end')
    store.getState().select({ nodes: [id] })
    const before = store.getState().flow
    deleteSelection(store)
    expect(store.getState().flow.edges).toEqual([])
    expect(store.getState().selection.nodes).toEqual([])
    store.getState().undo()
    expect(store.getState().flow).toBe(before)
    expect(store.getState().selection.nodes).toEqual([id])
  })

  it('keeps the start when everything is deleted', () => {
    const store = open()
    add(store, 'say')
    store.getState().select({ nodes: store.getState().flow.nodes.map((node) => node.id) })
    deleteSelection(store)
    expect(store.getState().flow.nodes).toHaveLength(1)
  })

  it('moves in one step however often an arrow is pressed', () => {
    const store = open()
    const id = add(store, 'say')
    const { x = 0 } = store.getState().flow.nodes[1]?.position ?? {}
    for (let press = 0; press < 3; press += 1) nudgeSelection(store, 18, 0)
    expect(store.getState().flow.nodes.find((node) => node.id === id)?.position.x).toBe(x + 54)
    store.getState().undo()
    expect(store.getState().flow.nodes[1]?.position.x).toBe(x)
  })

  it('forgets the future when something else is done', () => {
    const store = open()
    add(store, 'say')
    store.getState().undo()
    add(store, 'end')
    store.getState().redo()
    expect(store.getState().flow.nodes.map((node) => node.type)).toEqual(['start', 'end'])
  })

  it('records nothing when an edit changes nothing', () => {
    const store = open()
    setWayOut(store, 'nobody', 'next', 'nowhere')
    store.getState().apply({ type: 'flow.rename', name: 'Test' })
    expect(store.getState().history.past).toEqual([])
  })

  it('takes every one of many random edits back to where it began', () => {
    const store = open()
    const first = store.getState().flow
    for (const type of ['say', 'menu', 'agent', 'branch', 'set', 'webhook', 'end']) {
      const id = add(store, type)
      store.getState().apply({ type: 'node.rename', id, name: `${type} renamed` })
    }
    const last = store.getState().flow
    while (store.getState().history.past.length > 0) store.getState().undo()
    expect(store.getState().flow).toBe(first)
    while (store.getState().history.future.length > 0) store.getState().redo()
    expect(store.getState().flow).toBe(last)
  })

  describe('while somebody else edits the same flow', () => {
    it('takes back only what was done here', () => {
      const store = open()
      const id = add(store, 'say')
      say(store, id, 'mine')
      const theirs = { ...store.getState().flow, name: 'Theirs' }
      store.getState().follow(theirs, mergeFlows)
      expect(store.getState().selection.nodes).toEqual([id])
      store.getState().undo()
      expect(store.getState().flow).toMatchObject({
        name: 'Theirs',
        nodes: [{}, { data: { text: '' } }],
      })
      store.getState().undo()
      expect(store.getState().flow).toMatchObject({ name: 'Theirs', nodes: [{ type: 'start' }] })
      store.getState().redo()
      store.getState().redo()
      expect(store.getState().flow).toEqual(theirs)
    })

    it('leaves what they changed after us as they left it', () => {
      const store = open()
      const id = add(store, 'say')
      say(store, id, 'mine')
      const { flow } = store.getState()
      const theirs = applyEdit(flow, { type: 'node.data', id, data: { text: 'theirs' } })
      store.getState().follow(theirs, mergeFlows)
      store.getState().undo()
      expect(store.getState().flow.nodes[1]?.data).toEqual({ text: 'theirs' })
    })

    it('ends a run of typing, and forgets a selection that they deleted', () => {
      const store = open()
      const id = add(store, 'say')
      say(store, id, 'a')
      store.getState().follow({ ...store.getState().flow, name: 'Theirs' }, mergeFlows)
      say(store, id, 'ab')
      store.getState().undo()
      expect(store.getState().flow.nodes[1]?.data).toEqual({ text: 'a' })
      const without = applyEdit(store.getState().flow, { type: 'node.remove', ids: [id] })
      store.getState().follow(without, mergeFlows)
      expect(store.getState().selection.nodes).toEqual([])
    })
  })
})

/** Something a person does in the editor; numbers choose among what is there. */
type Deed = (store: EditorStore, pick: number, other: number) => void
const nodeAt = (store: EditorStore, at: number) => {
  const { nodes } = store.getState().flow
  return nodes[at % nodes.length]?.id ?? ''
}
const edgeAt = (store: EditorStore, at: number) => {
  const { edges } = store.getState().flow
  return edges[at % Math.max(1, edges.length)]?.id ?? ''
}
const types = definitions.map((one) => one.type)
const typeAt = (at: number) => types[at % types.length] ?? 'say'

const deeds: Readonly<Record<string, Deed>> = {
  add: (store, pick) => void addStep(store, typeAt(pick)),
  addAt: (store, pick, other) =>
    void addStep(store, typeAt(pick), { at: { x: other * 7, y: pick * 5 } }),
  insert: (store, pick, other) => void insertStep(store, typeAt(pick), edgeAt(store, other)),
  select: (store, pick, other) =>
    store.getState().select({ nodes: [nodeAt(store, pick), nodeAt(store, other)] }),
  selectWire: (store, pick) => store.getState().select({ edges: [edgeAt(store, pick)] }),
  delete: (store) => deleteSelection(store),
  nudge: (store, pick) => nudgeSelection(store, pick % 3, 18),
  say: (store, pick, other) => say(store, nodeAt(store, pick), `Text ${other}`),
  rename: (store, pick, other) =>
    store.getState().apply({ type: 'node.rename', id: nodeAt(store, pick), name: `N ${other}` }),
  seal: (store) => store.getState().seal(),
  wire: (store, pick, other) =>
    setWayOut(store, nodeAt(store, pick), 'next', other % 5 === 0 ? null : nodeAt(store, other)),
  paste: (store, pick, other) => {
    const clip = clipOf(store.getState().flow, [nodeAt(store, pick), nodeAt(store, other)])
    if (clip) pasteClip(store, clip, other % 2 === 0 ? 'beside' : { around: { x: 0, y: 0 } })
  },
  align: (store) => {
    const { flow, apply } = store.getState()
    apply({ type: 'node.move', positions: alignNodes(flow.nodes, 'middle') })
  },
  distribute: (store) => {
    const { flow, apply } = store.getState()
    apply({ type: 'node.move', positions: distributeNodes(flow.nodes, 'across') })
  },
  color: (store, pick, other) =>
    store.getState().apply({
      type: 'node.color',
      ids: [nodeAt(store, pick)],
      color: nodeColors[other % (nodeColors.length + 1)] ?? null,
    }),
  resize: (store, pick, other) =>
    store.getState().apply({
      type: 'node.resize',
      id: nodeAt(store, pick),
      position: { x: other, y: other },
      size: { width: 100 + other, height: 100 },
    }),
  undo: (store) => store.getState().undo(),
  redo: (store) => store.getState().redo(),
}

it('undoes anything that anybody does to the identical flow, and redoes it to the identical flow', () => {
  const deed = fc.record({
    name: fc.constantFrom(...Object.keys(deeds)),
    pick: fc.nat(60),
    other: fc.nat(60),
  })
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 40 }), (done) => {
      const store = open()
      const first = store.getState().flow
      const asWas = JSON.stringify(first)
      for (const { name, pick, other } of done) deeds[name]?.(store, pick, other)
      const last = store.getState().flow
      expect(store.getState().history.past.every((step) => step.title !== '')).toBe(true)
      while (store.getState().history.past.length > 0) store.getState().undo()
      expect(store.getState().flow).toBe(first)
      expect(JSON.stringify(first)).toBe(asWas)
      const { future } = store.getState().history
      while (store.getState().history.future.length > 0) store.getState().redo()
      const redone = store.getState().flow
      expect(redone).toBe(future.at(-1)?.after ?? first)
      // What was undone while doing is done again as well.
      if (!done.some(({ name }) => name === 'undo')) expect(redone).toBe(last)
    }),
    { seed: 11, numRuns: 300 },
  )
})

it.for<[string, (store: EditorStore) => void, string]>([
  ['one step', (store) => nudgeSelection(store, 18, 0), 'move Say'],
  [
    'several',
    (store) => {
      store.getState().select({ nodes: idsOf(store) })
      nudgeSelection(store, 18, 0)
    },
    'move 3 steps',
  ],
  [
    'a colour',
    (store) => store.getState().apply({ type: 'node.color', ids: idsOf(store), color: 'teal' }),
    'colour 3 steps',
  ],
])('says what undo takes back: %s', ([, act, title]) => {
  const store = open()
  add(store, 'end')
  add(store, 'say')
  act(store)
  expect(store.getState().history.past.at(-1)?.title).toBe(title)
})

const idsOf = (store: EditorStore) => store.getState().flow.nodes.map((node) => node.id)
