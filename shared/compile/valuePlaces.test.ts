import { describe, expect, it } from 'vitest'
import { applyEdit } from '../flow/edit.ts'
import type { FlowVariable } from '../flow/flow.ts'
import { defaultSettings } from '../flow/flow.ts'
import { drawFlow } from '../nodes/drawFlow.ts'
import { createGraph } from './graph.ts'
import { renameReadsOf, renameVariable } from './renameValue.ts'
import { valuePlaces } from './valuePlaces.ts'

const city: FlowVariable = { name: 'city', type: 'text', default: 'Bonn', sensitive: false }
const flow = drawFlow(
  [
    [
      'remember',
      'set',
      { assign: [{ id: 'a', variable: 'city', value: '{{ nodes.look.body.city }}' }] },
    ],
    ['look', 'webhook', { url: 'https://a.example/{{ vars.city }}' }],
    [
      'choose',
      'branch',
      {
        rules: [
          {
            id: 'r',
            label: '',
            test: { type: 'compare', variable: 'vars.city', comparison: 'is', value: 'city' },
          },
        ],
      },
    ],
    ['greet', 'say', { text: 'vars.city is {{ vars.city | upcase }}, {{ vars.city_code }}' }],
  ],
  ['start.next>look', 'look.ok>remember', 'remember.next>choose', 'choose.r>greet'],
  {
    variables: [city, { ...city, name: 'city_code', default: '' }],
    settings: { ...defaultSettings, errorText: 'Sorry, {{ vars.city }}.' },
  },
)

describe('places of a value', () => {
  it.for([
    [
      'vars.city',
      {
        set: [' variables.0.default', 'remember assign.0.variable'],
        used: [' settings.errorText', 'look url', 'choose rules.0.test.variable', 'greet text'],
      },
    ],
    ['nodes.look.body', { set: ['look name'], used: ['remember assign.0.value'] }],
    ['vars.city_code', { set: [], used: ['greet text'] }],
    ['vars.unknown', { set: [], used: [] }],
  ] as const)('%s', ([name, expected]) => {
    const { set, used } = valuePlaces(createGraph(flow), name)
    const told = (places: typeof set) => places.map((one) => `${one.nodeId ?? ''} ${one.path}`)
    expect({ set: told(set), used: told(used) }).toEqual(expected)
  })
})

describe('renaming a value', () => {
  it('renames a variable wherever it is declared, set and read', () => {
    const renamed = applyEdit(flow, renameVariable(flow, 'city', 'town'))
    expect(renamed.variables.map((one) => one.name)).toEqual(['town', 'city_code'])
    expect(renamed.settings.errorText).toBe('Sorry, {{ vars.town }}.')
    const data = Object.fromEntries(renamed.nodes.map((node) => [node.id, node.data]))
    expect(data).toMatchObject({
      remember: { assign: [{ variable: 'town', value: '{{ nodes.look.body.city }}' }] },
      look: { url: 'https://a.example/{{ vars.town }}' },
      choose: { rules: [{ test: { variable: 'vars.town', value: 'city' } }] },
      greet: { text: 'vars.city is {{ vars.town | upcase }}, {{ vars.city_code }}' },
    })
    expect(applyEdit(renamed, renameVariable(renamed, 'town', 'city'))).toEqual(flow)
  })

  it('renames what is read of a step and leaves the rest alone', () => {
    const edits = renameReadsOf(flow, 'look', 'find')
    expect(edits).toHaveLength(1)
    const renamed = edits.reduce(applyEdit, flow)
    expect(renamed.nodes.find((node) => node.id === 'remember')?.data).toMatchObject({
      assign: [{ value: '{{ nodes.find.body.city }}' }],
    })
  })
})
