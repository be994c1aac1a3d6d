import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow, FlowEdge, FlowNode } from '#shared/flow/flow.ts'
import { definitions } from '#shared/nodes/index.ts'

/** A flow of n nodes as people draw them: greetings, menus, branches and webhooks in a long grid, all wired. */
export function largeFlow(count: number): Flow {
  const kinds = ['say', 'menu', 'set', 'branch', 'webhook', 'agent']
  const data = new Map(kinds.map((kind) => [kind, exampleData(kind)]))
  const nodes: FlowNode[] = Array.from({ length: count - 2 }, (_, index) => {
    const type = kinds[index % kinds.length] ?? 'say'
    return {
      id: `n${index}`,
      type,
      name: `Step ${index}`,
      data: structuredClone(data.get(type) ?? {}),
      position: { x: (index % 40) * 300, y: Math.floor(index / 40) * 260 },
    }
  })
  const bye: FlowNode = {
    id: 'bye',
    type: 'end',
    name: 'Goodbye',
    data: { text: 'Goodbye.', outcome: 'done' },
    position: { x: -300, y: 400 },
  }
  const edges = nodes.flatMap((node, index): FlowEdge[] =>
    portsOf(node).map((port, place) => ({
      id: `${node.id}-${port}`,
      source: node.id,
      sourceHandle: port,
      target: place === 0 ? (nodes[index + 1]?.id ?? 'bye') : 'bye',
    })),
  )
  const empty = createFlow('large', `Flow of ${count} steps`)
  return {
    ...empty,
    variables: [{ name: 'city', type: 'text', default: 'Boston', sensitive: false }],
    nodes: [...empty.nodes, ...nodes, bye],
    edges: [{ id: 'start-next', source: 'start', sourceHandle: 'next', target: 'n0' }, ...edges],
  }
}

const portsOf = (node: FlowNode): readonly string[] =>
  (definitions.find((one) => one.type === node.type)?.ports(node.data) ?? []).map((port) => port.id)

function exampleData(type: string): FlowNode['data'] {
  const defaults = definitions.find((one) => one.type === type)?.defaults(() => 'o1') ?? {}
  const filled: Readonly<Record<string, FlowNode['data']>> = {
    say: { text: 'Welcome to {{ vars.city }}. You call from {{ call.from }}.' },
    menu: {
      prompt: 'For sales press 1, for support press 2.',
      options: [
        { id: 'o1', key: '1', phrases: ['sales'] },
        { id: 'o2', key: '2', phrases: ['support', 'help'] },
      ],
    },
    set: { assign: [{ id: 'a1', variable: 'city', value: '{{ call.to }}' }] },
    branch: {
      rules: [
        {
          id: 'r1',
          label: '',
          test: { type: 'compare', variable: 'vars.city', comparison: 'is', value: 'Boston' },
        },
      ],
    },
    webhook: { url: 'https://example.com/{{ vars.city }}' },
    agent: { prompt: 'Help the caller in {{ vars.city }}.' },
  }
  return { ...defaults, ...filled[type] }
}
