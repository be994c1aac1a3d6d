import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareFlows } from '#shared/compare/compareFlows.ts'
import { overlay } from '#shared/compare/overlay.ts'
import { applyEdit, type Edit } from '#shared/flow/edit.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { sameValue } from '#shared/sameValue.ts'
import { anyFlow } from '../support/anyFlow.ts'
import { makeFlow } from '../support/makeFlow.ts'

const options = [
  { id: 'o1', key: '1', phrases: ['appointment'] },
  { id: 'o2', key: '2', phrases: [] },
]
const flow = makeFlow(
  'f',
  [
    ['menu', 'menu', { prompt: 'Press 1 or 2.', options }],
    ['bye', 'end', { text: 'Goodbye.' }],
    ['mail', 'voicemail'],
  ],
  ['start.next>menu', 'menu.o1>bye', 'menu.o2>bye', 'menu.noInput>bye', 'menu.noMatch>bye'],
)
const menu = { id: 'menu', name: 'menu' }
const bye = { id: 'bye', name: 'bye' }
const mail = { id: 'mail', name: 'mail' }
const menuData = flow.nodes.find((node) => node.id === 'menu')?.data ?? {}
const place = { step: menu, nodeType: 'menu' }
const setMenu = (data: object): Edit => ({
  type: 'node.data',
  id: 'menu',
  data: { ...menuData, ...data },
})
const sms = { id: 's', type: 'say', name: 'Extra', data: {}, position: { x: 0, y: 0 } }

describe('comparing two flows', () => {
  it.for<[string, Edit, unknown[]]>([
    ['a move', { type: 'node.move', positions: { menu: { x: 9, y: 9 } } }, []],
    [
      'a sentence',
      setMenu({ prompt: 'Press 2.' }),
      [{ ...place, type: 'field', path: ['prompt'], before: 'Press 1 or 2.', after: 'Press 2.' }],
    ],
    [
      'a phrase of an option',
      setMenu({ options: [{ ...options[0], phrases: ['visit'] }, options[1]] }),
      [
        {
          ...place,
          ...{ type: 'field', path: ['options', 'o1', 'phrases'], inside: '1 · visit' },
          ...{ before: ['appointment'], after: ['visit'] },
        },
      ],
    ],
    [
      'one more option',
      setMenu({ options: [...options, { id: 'o3', key: '3', phrases: [] }] }),
      [{ ...place, type: 'item.added', path: ['options', 'o3'], inside: '3', item: '3' }],
    ],
    [
      'one option less, with its way',
      setMenu({ options: [options[0]] }),
      [{ ...place, type: 'item.removed', path: ['options', 'o2'], inside: '2', item: '2' }],
    ],
    [
      'another order',
      setMenu({ options: options.toReversed() }),
      [{ ...place, type: 'order', path: ['options'] }],
    ],
    [
      'a name',
      { type: 'node.rename', id: 'menu', name: 'Main menu' },
      [
        {
          type: 'step.renamed',
          step: { ...menu, name: 'Main menu' },
          before: 'menu',
          after: 'Main menu',
        },
      ],
    ],
    [
      'a way that leads elsewhere',
      {
        type: 'edge.connect',
        edge: { id: 'x', source: 'menu', sourceHandle: 'noInput', target: 'mail' },
      },
      [{ type: 'way', step: menu, port: 'noInput', title: 'No input', before: bye, after: mail }],
    ],
    [
      'a way that leads nowhere',
      { type: 'edge.remove', ids: ['e1'] },
      [
        {
          ...{ type: 'way', step: menu, port: 'o1', title: '1 · appointment' },
          ...{ before: bye, after: null },
        },
      ],
    ],
    [
      'one more step',
      { type: 'node.add', node: sms },
      [{ type: 'step.added', step: { id: 's', name: 'Extra' }, node: sms }],
    ],
    [
      'a step less: the ways to it and the step',
      { type: 'node.remove', ids: ['mail'] },
      [{ type: 'step.removed', step: mail, node: flow.nodes.find(({ id }) => id === 'mail') }],
    ],
    [
      'a setting',
      { type: 'settings', settings: { ...flow.settings, timezone: 'Europe/Berlin' } },
      [{ type: 'setting', key: 'timezone', before: 'UTC', after: 'Europe/Berlin' }],
    ],
    [
      'a name of the flow',
      { type: 'flow.rename', name: 'New' },
      [{ type: 'flow.name', before: 'Flow f', after: 'New' }],
    ],
  ])('finds %s', ([, edit, expected]) => {
    expect(compareFlows(flow, applyEdit(flow, edit))).toEqual(expected)
  })

  it('follows variables by name', () => {
    const city = { name: 'city', type: 'text', default: '', sensitive: false } as const
    const day = { ...city, name: 'day' }
    const before = { ...flow, variables: [city, day] }
    const after = {
      ...flow,
      variables: [
        { ...city, default: 'Bonn' },
        { ...city, name: 'x' },
      ],
    }
    expect(compareFlows(before, after).map(({ type }) => type)).toEqual([
      'variable.changed',
      'variable.added',
      'variable.removed',
    ])
  })

  it('finds nothing between a flow and itself, moved or with other ids of its wires', () => {
    const moved = (one: Flow): Flow => ({
      ...one,
      nodes: one.nodes.map((node) => ({ ...node, position: { x: 7, y: node.position.x } })),
      edges: one.edges.map((edge) => ({ ...edge, id: `other-${edge.id}` })),
    })
    fc.assert(
      fc.property(anyFlow, (one) => {
        expect(compareFlows(one, structuredClone(one))).toEqual([])
        expect(compareFlows(one, moved(one))).toEqual([])
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  it('finds something whenever anything else differs, and the mirror of it the other way', () => {
    const essence = (one: Flow) => ({
      ...one,
      nodes: one.nodes.map(({ position: _, ...node }) => node),
      edges: one.edges.map(({ id: _, ...edge }) => edge),
    })
    fc.assert(
      fc.property(anyFlow, anyFlow, (one, other) => {
        const there = compareFlows(one, other)
        const back = compareFlows(other, one)
        expect(there.length === 0).toBe(sameValue(essence(one), essence(other)))
        const count = (list: typeof there, type: string) =>
          list.filter((change) => change.type === type).length
        expect(count(there, 'step.added')).toBe(count(back, 'step.removed'))
        expect(count(there, 'item.added')).toBe(count(back, 'item.removed'))
        expect(count(there, 'field')).toBe(count(back, 'field'))
        expect(count(there, 'step.renamed')).toBe(count(back, 'step.renamed'))
      }),
      { seed: 2, numRuns: 60 },
    )
  })
})

describe('laying two flows over each other', () => {
  it('keeps what is gone, and marks every difference once', () => {
    const after = [
      setMenu({ prompt: 'Hello.' }),
      { type: 'node.remove', ids: ['mail'] } as const,
      { type: 'node.add', node: sms } as const,
      {
        type: 'edge.connect',
        edge: { id: 'x', source: 'menu', sourceHandle: 'noInput', target: 's' },
      } as const,
    ].reduce(applyEdit, flow)
    const { flow: drawn, steps, wires } = overlay(flow, after, compareFlows(flow, after))
    expect(drawn.nodes.map(({ id }) => id)).toEqual(['start', 'menu', 'bye', 's', 'mail'])
    expect(Object.fromEntries(steps)).toEqual({ menu: 'changed', s: 'added', mail: 'removed' })
    expect(Object.fromEntries(wires)).toEqual({ 'was-e3': 'removed', x: 'added' })
  })

  it('marks nothing between a flow and itself', () => {
    fc.assert(
      fc.property(anyFlow, (one) => {
        const laid = overlay(one, one, compareFlows(one, one))
        expect([laid.steps.size, laid.wires.size]).toEqual([0, 0])
        expect(laid.flow).toEqual(one)
      }),
      { seed: 3, numRuns: 30 },
    )
  })
})
