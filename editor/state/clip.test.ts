import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFlow } from '#shared/flow/createFlow.ts'
import { type Draft, drawFlow } from '#shared/nodes/drawFlow.ts'
import { definitions } from '#shared/nodes/index.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { type Clip, clipOf, printClip, readClip } from './clip.ts'
import { createEditorStore } from './editorStore.ts'
import { pasteClip } from './paste.ts'

const textVariable = (name: string) => ({
  name,
  type: 'text' as const,
  default: '',
  sensitive: false,
})
const names: Readonly<Record<string, string>> = { m: 'Menu', s: 'Say', e: 'End' }
const drawn = drawFlow(
  [
    ['m', 'menu', { prompt: 'Hi {{ vars.who }}.', options: [{ id: 'o1', key: '1', phrases: [] }] }],
    ['s', 'say', { text: 'You chose {{ nodes.menu.choice }}.' }],
    ['e', 'end'],
  ],
  ['start.next>m', 'm.o1>s', 'm.noInput>e', 's.next>e'],
  { variables: [textVariable('who'), textVariable('unused')] },
)
const flow = {
  ...drawn,
  nodes: drawn.nodes.map((node) => ({ ...node, name: names[node.id] ?? node.name })),
}
const copied = (ids: readonly string[]): Clip => {
  const clip = clipOf(flow, ids)
  if (!clip) throw new Error('nothing copied')
  return clip
}

describe('clipOf', () => {
  it('holds the steps, the wires among them and the variables they use, never the start', () => {
    const clip = copied(['start', 'm', 's'])
    expect(clip.nodes.map((node) => node.id)).toEqual(['m', 's'])
    expect(clip.edges.map((edge) => edge.id)).toEqual(['e1'])
    expect(clip.variables.map((one) => one.name)).toEqual(['who'])
    expect(clipOf(flow, ['start'])).toBeNull()
  })
})

describe('readClip', () => {
  it('reads what was printed, and takes the steps of a whole flow', () => {
    const clip = copied(['m', 's'])
    expect(readClip(printClip(clip))).toEqual({ ok: true, value: { type: 'steps', clip } })
    expect(readClip(JSON.stringify(flow))).toMatchObject({
      ok: true,
      value: { type: 'flow', name: 'F', clip: { nodes: [{ id: 'm' }, { id: 's' }, { id: 'e' }] } },
    })
  })

  const steps = { fmlStudio: 'steps', version: 1, ...copied(['m']) }
  it.for<[string, string, string]>([
    ['a letter', 'Dear Ann, …', 'There are no steps on the clipboard.'],
    ['other JSON', '{"a":1}', 'There are no steps on the clipboard.'],
    ['half a text', '{"fmlStudio":"ste', 'There are no steps on the clipboard.'],
    ['a deep nest', `{"schema":1,"nodes":${'['.repeat(200_000)}`, 'There are no steps'],
    ['a newer shape', JSON.stringify({ ...steps, version: 2 }), 'newer version'],
    ['an unknown field', JSON.stringify({ ...steps, more: 1 }), 'cannot be pasted'],
    ['a lost wire', JSON.stringify({ ...steps, edges: copied(['m', 's']).edges }), '“edges”'],
    ['steps twice', JSON.stringify({ ...steps, nodes: [...steps.nodes, ...steps.nodes] }), 'nodes'],
    ['a start', JSON.stringify({ ...steps, nodes: flow.nodes.slice(0, 1) }), '“nodes”'],
    [
      'a type of tomorrow',
      JSON.stringify({ ...steps, nodes: steps.nodes.map((one) => ({ ...one, type: 'fax' })) }),
      'which this version does not know',
    ],
    ['a broken flow', JSON.stringify({ ...flow, schema: 99 }), 'Update FML Studio'],
    ['a flow of nothing', JSON.stringify(createFlow('a', 'Empty')), '“Empty” has no steps'],
    ['too much', 'x'.repeat(8_000_001), 'too much to paste'],
  ])('is calm about %s', ([, text, sentence]) => {
    const read = readClip(text)
    expect(read.ok ? '' : read.error).toContain(sentence)
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readClip(text)).toHaveProperty('ok')
        expect(readClip(`{"fmlStudio":"steps","version":1,"nodes":${text}}`).ok).toBe(false)
      }),
      { seed: 5 },
    )
  })
})

describe('pasteClip', () => {
  it('renews ids and names, and has the copies read each other', () => {
    const store = createEditorStore(flow)
    pasteClip(store, copied(['m', 's']))
    const pasted = store.getState().flow.nodes.slice(4)
    expect(pasted.map((node) => [node.name, node.data['text'] ?? node.data['prompt']])).toEqual([
      ['Menu 2', 'Hi {{ vars.who }}.'],
      ['Say 2', 'You chose {{ nodes.menu_2.choice }}.'],
    ])
    expect(store.getState().selection.nodes).toEqual(pasted.map((node) => node.id))
    expect(store.getState().history.past.at(-1)?.title).toBe('paste 2 steps')
  })

  it('declares the variables that the other flow lacks, in the same step of undo', () => {
    const other = createFlow('other', 'Other')
    const store = createEditorStore(other)
    pasteClip(store, copied(['m']), { around: { x: 500, y: 300 } })
    expect(store.getState().flow.variables).toEqual([textVariable('who')])
    store.getState().undo()
    expect(store.getState().flow).toBe(other)
  })

  it('lays copies of copies beside each other', () => {
    const store = createEditorStore(createFlow('other', 'Other'))
    for (let again = 0; again < 4; again += 1) {
      pasteClip(store, copied(['m']), { around: { x: 500, y: 300 } })
    }
    const places = store.getState().flow.nodes.map(({ position }) => JSON.stringify(position))
    expect(new Set(places).size).toBe(5)
  })

  it('changes nothing when the flow would be too large', () => {
    const store = createEditorStore(flow)
    const clip = copied(['m'])
    const nodes = Array.from({ length: 10_000 }, () => clip.nodes).flat()
    expect(pasteClip(store, { ...clip, nodes })).toMatchObject({ ok: false })
    expect(store.getState().flow).toBe(flow)
  })

  it('makes a flow of any flow’s steps, and undo takes them away', () => {
    const types = definitions.map((one) => one.type).filter((type) => type !== 'start')
    const anyFlow = fc
      .array(fc.tuple(fc.constantFrom(...types), fc.nat(9)), { minLength: 1, maxLength: 9 })
      .map((steps) =>
        drawFlow(
          steps.map(([type], index): Draft => [`n${index}`, type]),
          steps.map(([, to], index) => `n${index}.next>n${to % steps.length}`),
        ),
      )
    fc.assert(
      fc.property(anyFlow, anyFlow, (from, into) => {
        const clip = clipOf(
          from,
          from.nodes.map((node) => node.id),
        )
        const read = readClip(printClip(clip ?? { nodes: [], edges: [], variables: [] }))
        if (!read.ok) throw new Error(read.error)
        const store = createEditorStore(into)
        pasteClip(store, read.value.clip)
        const { flow: pasted } = store.getState()
        expect(parseFlow(JSON.parse(JSON.stringify(pasted)))).toEqual({ ok: true, value: pasted })
        expect(pasted.nodes).toHaveLength(into.nodes.length + from.nodes.length - 1)
        expect(pasted.edges).toHaveLength(into.edges.length + from.edges.length)
        store.getState().undo()
        expect(store.getState().flow).toBe(into)
      }),
      { seed: 8, numRuns: 100 },
    )
  })
})
