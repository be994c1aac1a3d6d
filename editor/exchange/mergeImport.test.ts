import { expect, it } from 'vitest'
import { applyEdit } from '#shared/flow/edit.ts'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { mergeImport } from './mergeImport.ts'

const variable = (name: string, value: string) =>
  ({ name, type: 'text', default: value, sensitive: false }) as const

it('adds the steps of another flow without its start, under free names and new ids', () => {
  const here = {
    ...drawFlow([['say', 'say', { text: 'Here.' }]], ['start.next>say']),
    variables: [variable('city', 'Bonn')],
  }
  const other = {
    ...drawFlow(
      [
        ['say', 'say', { text: 'There.' }],
        ['bye', 'end', { text: 'Goodbye.' }],
      ],
      ['start.next>say', 'say.next>bye'],
    ),
    variables: [variable('city', 'Ulm'), variable('day', '')],
  }
  let count = 0
  const newId = (kind: string) => `${kind}${++count}`
  const { edit, ids } = mergeImport(here, other, { title: 'import x', newId })
  const merged = applyEdit(here, edit)
  const name = (id: string) => merged.nodes.find((node) => node.id === id)?.name
  expect(merged.nodes).toHaveLength(4)
  expect(new Set(merged.nodes.map((node) => node.name)).size).toBe(4)
  expect(merged.edges.map((edge) => `${name(edge.source)} > ${name(edge.target)}`)).toEqual([
    `${name('start')} > ${name('say')}`,
    `${name(ids.get('say') ?? '')} > ${name(ids.get('bye') ?? '')}`,
  ])
  expect(merged.variables).toEqual([variable('city', 'Bonn'), variable('day', '')])
  const lowest = Math.max(...here.nodes.map((node) => node.position.y))
  for (const id of ids.values()) {
    expect(merged.nodes.find((node) => node.id === id)?.position.y).toBeGreaterThan(lowest)
  }
})
