import fc from 'fast-check'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf, definitions } from '#shared/nodes/index.ts'

const texts = [
  'Hello.',
  '',
  '{{ vars.city }}',
  '{{ nodes.step_1.choice | default: "none" }}',
  '{% if vars.count > 3 %}a{% endif %}',
  '{{ broken',
  'مرحبا 🙂 \ud800 \u0007',
  '{% for i in (1..9999999) %}x{% endfor %}',
  'x'.repeat(600),
]
const text = fc.constantFrom(...texts)

/** A value like the one given: texts become others, numbers stay near, lists lose or repeat. */
function variedly(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === 'string') return fc.oneof(fc.constant(value), text)
  if (typeof value === 'boolean') return fc.boolean()
  if (Array.isArray(value)) return fc.tuple(...value.map(variedly))
  if (typeof value === 'object' && value !== null) {
    return fc.record(
      Object.fromEntries(Object.entries(value).map(([key, one]) => [key, variedly(one)])),
    )
  }
  return fc.constant(value)
}

const anyNode = (index: number): fc.Arbitrary<FlowNode> =>
  fc
    .constantFrom(...definitions.map((one) => one.type).filter((type) => type !== 'start'))
    .chain((type) => {
      let count = 0
      const data = definitionOf(type)?.defaults(() => `o${++count}`) ?? {}
      return fc.tuple(fc.constant(type), variedly(data))
    })
    .map(([type, data]) => ({
      id: `n${index}`,
      type,
      name: `Step ${index}`,
      data: data as FlowNode['data'],
      position: { x: index, y: 0 },
    }))

/** Any flow whose structure is right: every type, good and bad texts, wires at random (also none, also loops). */
export const anyFlow: fc.Arbitrary<Flow> = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyNode(index))))
  .chain((nodes) => {
    const sources = [...createFlow('f', 'F').nodes, ...nodes].flatMap((node) => {
      const definition = definitionOf(node.type)
      const parsed = definition?.data.safeParse(node.data)
      const ports = definition && parsed?.success ? definition.ports(parsed.data) : []
      return ports.map((port) => ({ source: node.id, port: port.id }))
    })
    const targets = fc.option(fc.constantFrom(...nodes.map((node) => node.id)), { freq: 8 })
    return fc.tuple(...sources.map(() => targets)).map((chosen) => ({ nodes, sources, chosen }))
  })
  .map(({ nodes, sources, chosen }) => {
    const empty = createFlow('f', 'F')
    return {
      ...empty,
      variables: [
        { name: 'city', type: 'text', default: '', sensitive: false },
        { name: 'count', type: 'number', default: '0', sensitive: false },
      ],
      nodes: [...empty.nodes, ...nodes],
      edges: sources.flatMap(({ source, port }, index) => {
        const target = chosen[index]
        return target ? [{ id: `e${index}`, source, sourceHandle: port, target }] : []
      }),
    }
  })
