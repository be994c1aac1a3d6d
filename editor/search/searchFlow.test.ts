import { describe, expect, it } from 'vitest'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { mostHits, searchFlow } from './searchFlow.ts'

const flow = drawFlow(
  [
    ['remark', 'note', { text: 'Ask Zoë about prices.' }],
    ['hook', 'webhook', { url: 'https://clinic.example/prices?q={{ vars.city }}' }],
    [
      'menu',
      'menu',
      {
        prompt: 'For prices press 1.',
        options: [{ id: 'price', key: '1', phrases: ['Café', 'what it costs'] }],
      },
    ],
    ['kind', 'ask', { prompt: 'When?', value: 'date', by: 'keys' }],
  ],
  ['start.next>menu', 'menu.price>hook'],
  { variables: [{ name: 'city', type: 'text', default: 'Bonn', sensitive: false }] },
)

describe('searching a flow', () => {
  it.for([
    ['prices', ['menu prompt', 'hook url', 'remark text']],
    ['PRICES PRESS', ['menu prompt']],
    ['cafe', ['menu options.0.phrases.0']],
    ['zoe', ['remark text']],
    ['vars.city', ['hook url']],
    ['city', [' variables.0.name', 'hook url']],
    ['bonn', [' variables.0.default']],
    ['went wrong', [' settings.errorText']],
    ['clinic.example', ['hook url']],
    ['date', []],
    ['keys', []],
    ['  ', []],
  ] as const)('%s', ([query, places]) => {
    expect(searchFlow(flow, query).hits.map((hit) => `${hit.nodeId ?? ''} ${hit.path}`)).toEqual(
      places,
    )
  })

  it('cuts a long text around what was found', () => {
    const long = drawFlow(
      [['s', 'say', { text: `${'a '.repeat(100)}needle\n${'b '.repeat(100)}` }]],
      ['start.next>s'],
    )
    const [hit] = searchFlow(long, 'Needle').hits
    expect(hit).toMatchObject({ match: 'needle' })
    expect(hit?.before).toMatch(/^….{1,36}$/)
    expect(hit?.after).toMatch(/^ b .{1,36}…$/)
  })

  it('stops where a list would be of no use', () => {
    const many = drawFlow(
      Array.from(
        { length: mostHits + 5 },
        (_, index) => [`s${index}`, 'say', { text: 'same' }] as const,
      ),
      [],
    )
    const found = searchFlow(many, 'same')
    expect(found.hits).toHaveLength(mostHits)
    expect(found.hasMore).toBe(true)
  })
})
