import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '../compile/checkFlow.ts'
import { applyEdit, type Edit } from '../flow/edit.ts'
import type { Flow } from '../flow/flow.ts'
import { type Draft, drawFlow, tryFlow } from '../nodes/drawFlow.ts'
import { parseFlow } from '../nodes/parseFlow.ts'
import type { Move, SimulatedTurn } from '../session/simulate.ts'
import { collapse } from './collapse.ts'
import { expand } from './expand.ts'

const applyAll = (flow: Flow, edits: readonly Edit[]): Flow => edits.reduce(applyEdit, flow)
let count = 0
const newId = (prefix: string) => `${prefix}_${++count}`
const variable = (name: string, type: 'text' | 'number' = 'text', value = '') => ({
  name,
  type,
  default: value,
  sensitive: false,
})

/** What a caller hears and what the call came to, without the names of steps. */
const heard = (turns: readonly SimulatedTurn[]) => ({
  turns: turns.map((turn) =>
    turn.documents.flatMap((document) =>
      document.verbs
        .filter((verb) => verb.type !== 'redirect')
        .map((verb) => JSON.stringify(verb, (key, value) => (key === 'id' ? undefined : value))),
    ),
  ),
  outcome: turns.at(-1)?.session.outcome ?? null,
})

function collapsed(flow: Flow, ids: readonly string[]): { outer: Flow; inner: Flow } | null {
  const result = collapse(flow, ids, { name: 'Part', newId })
  if (!result.ok) return null
  const inner = { ...result.value.inner, id: 'part' }
  return { inner, outer: applyAll(flow, result.value.edits('part')) }
}

function expanded({ outer, inner }: { outer: Flow; inner: Flow }): Flow {
  const node = outer.nodes.find((one) => one.name === 'Part')
  const taken = new Set(outer.nodes.map((one) => one.name))
  const freeName = (wanted: string) => {
    let name = wanted
    for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`
    taken.add(name)
    return name
  }
  const result = expand(outer, node?.id ?? '', inner, { newId, freeName })
  if (!result.ok) throw new Error(result.error.code)
  return applyAll(outer, result.value.edits)
}

const flow = drawFlow(
  [
    ['hello', 'say', { text: 'Hello.' }],
    ['who', 'ask', { prompt: 'Who?', value: 'text', retries: 0 }],
    ['keep', 'set', { assign: [{ id: 'a', variable: 'who', value: '{{ nodes.who.value }}' }] }],
    ['hi', 'say', { text: 'Hi {{ vars.who }} of {{ vars.town }}.' }],
    ['again', 'say', { text: '{{ nodes.who.value }} and {{ vars.who }}.' }],
  ],
  [
    'start.next>hello',
    'hello.next>who',
    'who.answered>keep',
    'who.noInput>silent',
    'who.invalid>silent',
    'keep.next>hi',
    'hi.next>again',
    'again.next>done',
  ],
  { variables: [variable('who'), variable('town', 'text', 'Oslo')] },
)
const part = ['who', 'keep', 'hi']
const moves: readonly (readonly Move[])[] = [[{ speech: 'Ann' }], [{ silence: true }]]

describe('collapse', () => {
  it('makes a flow of its own with what goes in and out, and a step that runs it', () => {
    const made = collapse(flow, part, { name: 'Greet', newId })
    if (!made.ok) throw new Error(made.error.code)
    const { inner, node } = made.value
    expect(parseFlow(JSON.parse(JSON.stringify(inner))).ok).toBe(true)
    expect(inner.nodes.map((one) => one.name)).toEqual([
      ...['Start', 'who', 'keep', 'hi', 'silent', 'again', 'Keep for again'],
    ])
    expect(node.data).toMatchObject({
      inputs: [],
      outputs: [{ variable: 'who', into: 'who' }, { variable: 'who_value' }],
      outcomes: [{ outcome: 'silent' }, { outcome: 'again' }],
    })
    const outer = applyAll(flow, made.value.edits('greet'))
    const again = outer.nodes.find((one) => one.name === 'again')
    expect(again?.data).toEqual({ text: '{{ nodes.greet.who_value }} and {{ vars.who }}.' })
    expect(outer.nodes.map((one) => one.name)).toEqual([
      ...['Start', 'hello', 'again', 'silent', 'done', 'Greet', 'Greet: failed'],
    ])
  })

  it('leaves no new problem behind', () => {
    const made = collapsed(flow, part)
    if (!made) throw new Error('refused')
    const errors = (one: Flow) =>
      checkFlow(one, { flows: new Map([[made.inner.id, made.inner]]) })
        .filter((problem) => problem.severity === 'error')
        .map((problem) => problem.message)
    expect(errors(made.inner)).toEqual([])
    expect(errors(made.outer)).toEqual([])
  })

  it.for(moves)('is heard as before, also when it is expanded again: %j', (said) => {
    const made = collapsed(flow, part)
    if (!made) throw new Error('refused')
    const before = heard(tryFlow(flow, said))
    expect(heard(tryFlow(made.outer, said, { flows: [made.inner] }))).toEqual(before)
    const back = expanded(made)
    expect(heard(tryFlow(back, said))).toEqual(before)
    expect(back.nodes.map((one) => one.type).filter((type) => type === 'subflow')).toEqual([])
  })

  it.for<[string, readonly string[], object]>([
    ['the start', ['start', 'hello'], { code: 'hasStart', names: ['Start'] }],
    ['nothing', [], { code: 'nothing' }],
    [
      'two entries',
      ['hello', 'again', 'done'],
      { code: 'severalEntries', names: ['hello', 'again'] },
    ],
  ])('refuses %s', ([, ids, error]) => {
    expect(collapse(flow, ids, { name: 'X', newId })).toMatchObject({ ok: false, error })
  })
})

/**
 * Flows of steps that talk, remember and choose, wired at random: with loops, or onward only. Onward they also read what
 * earlier steps keep under their names.
 */
const anyTalk = (isOnward: boolean): fc.Arbitrary<Flow> =>
  fc
    .array(fc.constantFrom('say', 'menu', 'ask', 'set', 'branch', 'end'), {
      minLength: 2,
      maxLength: 8,
    })
    .chain((types) =>
      fc.record({
        types: fc.constant(types),
        wires: fc.array(fc.integer({ min: 0, max: types.length - 1 }), {
          minLength: 40,
          maxLength: 40,
        }),
        holes: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 40, maxLength: 40 }),
      }),
    )
    .map(({ types, wires, holes }) => {
      const drafts = types.map((type, index): Draft => {
        const kept = isOnward
          ? '{{ nodes.n0.choice }}{{ nodes.n1.value }}{% if nodes.n2.choice %}?{% endif %}{{ nodes.n3.value }}'
          : ''
        const text = `Step ${index}: {{ vars.a }}, {{ vars.b }}. ${kept}`
        const data = {
          say: { text },
          menu: {
            prompt: text,
            options: [
              { id: 'o1', key: '1', phrases: ['one'] },
              { id: 'o2', key: '2', phrases: ['two'] },
            ],
            retries: 0,
          },
          ask: { prompt: text, value: 'number', retries: 0 },
          set: {
            assign: [
              { id: 's', variable: index % 2 === 0 ? 'a' : 'b', value: `{{ vars.b }}${index}` },
            ],
          },
          branch: {
            rules: [{ id: 'r', label: '', test: { type: 'liquid', when: 'vars.a contains "2"' } }],
          },
          end: { text: index % 2 === 0 ? text : '', outcome: `end ${index % 3}` },
        }[type]
        return [`n${index}`, type, data ?? {}]
      })
      const ports: Readonly<Record<string, readonly string[]>> = {
        say: ['next'],
        menu: ['o1', 'o2', 'noInput', 'noMatch'],
        ask: ['answered', 'noInput', 'invalid'],
        set: ['next'],
        branch: ['r', 'else'],
        end: [],
      }
      let at = 0
      const drawn = types.flatMap((type, index) =>
        (ports[type] ?? []).flatMap((port) => {
          at += 1
          const to = wires[at] ?? 0
          const isDrawn = holes[at] !== 0 && (!isOnward || to > index)
          return isDrawn ? [`n${index}.${port}>n${to}`] : []
        }),
      )
      return drawFlow(drafts, ['start.next>n0', ...drawn], {
        variables: [variable('a'), variable('b', 'text', 'x')],
      })
    })

const anyMove: fc.Arbitrary<Move> = fc.constantFrom<Move>(
  { digits: '1' },
  { digits: '2' },
  { digits: '7' },
  { silence: true },
)

it.for([false, true])(
  'collapses and expands any part of any such flow without a caller noticing (onward: %s)',
  (isOnward) => {
    let tried = 0
    fc.assert(
      fc.property(
        anyTalk(isOnward),
        fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
        fc.array(anyMove, { maxLength: 6 }),
        (whole, picked, said) => {
          const made = collapsed(whole, [...new Set(picked.map((index) => `n${index}`))])
          if (!made) return
          const turns = tryFlow(whole, said)
          // A call that goes round without a wait ends after so many steps, and a subflow is steps of its own.
          if (turns.some((turn) => turn.trace.length > 200)) return
          tried += 1
          const before = heard(turns)
          expect(heard(tryFlow(made.outer, said, { flows: [made.inner] }))).toEqual(before)
          expect(heard(tryFlow(expanded(made), said))).toEqual(before)
        },
      ),
      { seed: 7, numRuns: 400 },
    )
    expect(tried).toBeGreaterThan(100)
  },
)
