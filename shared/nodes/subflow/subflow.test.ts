import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../compile/checkFlow.ts'
import { compile } from '../../compile/compile.ts'
import { linkFlows } from '../../compile/linkFlow.ts'
import type { Flow } from '../../flow/flow.ts'
import type { Move } from '../../session/simulate.ts'
import { type Draft, drawFlow, heardAt, outcomeOf, tryFlow } from '../drawFlow.ts'

const variable = (name: string, value: string) => ({
  name,
  type: 'text' as const,
  default: value,
  sensitive: false,
})
/** Asks for a colour; ends with `chosen` or `none`. */
const inner: Flow = {
  ...drawFlow(
    [
      ['q', 'ask', { prompt: 'Which {{ vars.thing }}?', value: 'text', retries: 0 }],
      ['keep', 'set', { assign: [{ id: 'a', variable: 'answer', value: '{{ nodes.q.value }}' }] }],
      ['chosen', 'end', { text: '', outcome: 'chosen' }],
      ['none', 'end', { text: 'Never mind.', outcome: 'none' }],
    ],
    ['start.next>q', 'q.answered>keep', 'keep.next>chosen', 'q.noInput>none', 'q.invalid>none'],
    { variables: [variable('thing', 'colour'), variable('answer', '')] },
  ),
  id: 'choose',
  name: 'Choose',
}
const use = {
  flow: 'choose',
  inputs: [{ id: 'i', variable: 'thing', value: '{{ vars.thing }}' }],
  outputs: [{ id: 'o', name: 'choice', variable: 'answer' }],
  outcomes: [
    { id: 'good', outcome: 'chosen' },
    { id: 'bad', outcome: 'none' },
  ],
}
const outer: Flow = drawFlow(
  [
    ['first', 'subflow', use],
    ['second', 'subflow', { ...use, inputs: [] }],
  ],
  [
    'start.next>first',
    'first.good>second',
    'first.bad>nothing',
    'first.failed>broken',
    'second.good>both',
    'second.bad>one',
    'second.failed>broken',
  ],
  { variables: [variable('thing', 'day')] },
)
const flows = [inner]
const options = { flows: new Map([[inner.id, inner]]) }

describe('subflow', () => {
  it.for<[readonly Move[], string]>([
    [[{ silence: true }], 'nothing'],
    [[{ speech: 'red' }, { silence: true }], 'one'],
    [[{ speech: 'red' }, { speech: 'blue' }], 'both'],
  ])('%j', ([moves, outcome]) => expect(outcomeOf(tryFlow(outer, moves, { flows }))).toBe(outcome))

  it('hands values in and out, and keeps its own to itself', () => {
    const turns = tryFlow(outer, [{ speech: 'Monday' }, { speech: 'blue' }], { flows })
    const asked = turns.map((turn) => turn.documents[0]?.verbs[0])
    expect(asked[0]).toMatchObject({ id: 'first/q', prompt: [{ text: 'Which day?' }] })
    expect(asked[1]).toMatchObject({ id: 'second/q', prompt: [{ text: 'Which colour?' }] })
    expect(turns.at(-1)?.session).toMatchObject({
      vars: { thing: 'day' },
      nodes: {
        first: { choice: 'Monday', outcome: 'chosen' },
        second: { choice: 'blue', outcome: 'chosen' },
      },
      frames: [],
    })
  })

  it('puts a value into a variable of the flow around it as well', () => {
    const into = drawFlow(
      [
        ['first', 'subflow', { ...use, outputs: [{ ...use.outputs[0], into: 'thing' }] }],
        ['told', 'say', { text: 'You said {{ vars.thing }}.' }],
      ],
      ['start.next>first', 'first.good>told', 'first.bad>nothing', 'first.failed>broken'],
      { variables: [variable('thing', 'day')] },
    )
    expect(checkFlow(into, options).filter((one) => one.severity === 'error')).toEqual([])
    expect(heardAt(tryFlow(into, [{ speech: 'Monday' }], { flows }))).toEqual(['You said Monday.'])
  })

  it('says what its End says, and goes on', () => {
    const last = tryFlow(outer, [{ silence: true }], { flows }).at(-1)
    expect(last?.documents[0]?.verbs).toMatchObject([
      { type: 'say', id: 'first/none', text: 'Never mind.' },
      { type: 'hangup', id: 'nothing' },
    ])
  })

  it('compiles without a warning, the same bytes each time', () => {
    const compiled = compile(outer, options)
    expect(compiled).toMatchObject({ ok: true, value: { warnings: [] } })
    expect(compile(structuredClone(outer), options)).toEqual(compiled)
  })

  it('changes its program when the other flow changes', () => {
    const changed = { ...inner, variables: [variable('thing', 'shape'), variable('answer', '')] }
    const other = linkFlows(outer, { flows: new Map([[inner.id, changed]]) })
    expect(other.hash).not.toBe(linkFlows(outer, options).hash)
  })

  it('leaves by Failed where the flow is not there, or goes wrong', () => {
    expect(outcomeOf(tryFlow(outer, [], {}))).toBe('broken')
    const dead = { ...inner, edges: inner.edges.filter((edge) => edge.source === 'start') }
    expect(outcomeOf(tryFlow(outer, [{ silence: true }], { flows: [dead] }))).toBe('broken')
  })

  it('leaves by Failed with an outcome that is not listed', () => {
    const few = drawFlow(
      [['first', 'subflow', { ...use, outcomes: [{ id: 'good', outcome: 'chosen' }] }]],
      ['start.next>first', 'first.good>nice', 'first.failed>broken'],
      { variables: [variable('thing', 'day')] },
    )
    expect(outcomeOf(tryFlow(few, [{ silence: true }], { flows }))).toBe('broken')
    expect(checkFlow(few, options)).toMatchObject([{ code: 'subflow.unlistedOutcome' }])
  })
})

describe('checks of a subflow', () => {
  const within = (data: object, others: readonly Flow[] = flows) =>
    checkFlow(
      {
        ...outer,
        nodes: outer.nodes.map((node) =>
          node.id === 'first' ? { ...node, data: { ...node.data, ...data } } : node,
        ),
      },
      { flows: new Map(others.map((one) => [one.id, one])) },
    ).map(({ code, nodeId }) => `${code} ${nodeId}`)

  it.for<[object, string]>([
    [{ flow: 'nobody' }, 'subflow.unknown first'],
    [{ inputs: [{ id: 'i', variable: 'size', value: '' }] }, 'subflow.unknownVariable first'],
    [
      { outcomes: [...use.outcomes, { id: 'x', outcome: 'exploded' }] },
      'subflow.noSuchOutcome first',
    ],
  ])('%j', ([data, expected]) => expect(within(data)).toContain(expected))

  it('names the circle in which flows run each other', () => {
    const back = drawFlow(
      [['again', 'subflow', { flow: 'f', outcomes: [] }]],
      ['start.next>again', 'again.failed>x'],
    )
    const circle: Flow = { ...back, id: 'choose', name: 'Choose' }
    const problems = checkFlow(outer, {
      flows: new Map([
        ['choose', circle],
        ['f', outer],
      ]),
    })
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'subflow.recursion',
        nodeId: 'first',
        message: '“first”: flows run each other in a circle: “F” → “Choose” → “F”.',
      }),
    )
    expect(compile(outer, { flows: new Map([['choose', circle]]) }).ok).toBe(false)
    expect(outcomeOf(tryFlow(outer, [], { flows: [circle] }))).toBe('broken')
  })

  it('refuses what would grow beyond measure', () => {
    const layers = Array.from({ length: 9 }, (_, index): Flow => {
      const runs = Array.from(
        { length: 10 },
        (_, at): Draft => [`s${at}`, 'subflow', { flow: `l${index + 1}`, outcomes: [] }],
      )
      const wires = runs.map(([id], at) =>
        at === 0 ? `start.next>${id}` : `s${at - 1}.failed>${id}`,
      )
      return {
        ...drawFlow(index === 8 ? [] : runs, [...(index === 8 ? ['start.next>x'] : wires)]),
        id: `l${index}`,
        name: `L${index}`,
      }
    })
    expect(within({ flow: 'l0' }, [inner, ...layers])).toContain('subflow.tooLarge first')
    const program = linkFlows(outer, { flows: new Map(layers.map((one) => [one.id, one])) })
    expect(Object.keys(program.ops).length).toBeLessThan(100_000)
  })

  it('reports an error of the other flow', () => {
    const dead = { ...inner, edges: inner.edges.filter((edge) => edge.source === 'start') }
    expect(within({}, [dead])).toContain('subflow.broken first')
  })
})
