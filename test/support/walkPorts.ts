import { createGraph } from '#shared/compile/graph.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { parseData } from '#shared/nodes/parseData.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { type Move, simulate } from '#shared/session/simulate.ts'

/** What callers and outside systems do, each tried at every step. */
const moves: readonly Move[] = [
  ...[...'0123456789*#'].map((digits) => ({ digits })),
  { digits: '1234' },
  { digits: '12345678901234567890' },
  { silence: true },
  { speech: 'qwerty' },
  { recording: 'https://example.com/a.wav', seconds: 3 },
  { recording: '' },
  { dial: 'completed' },
  { dial: 'no-answer' },
  { dial: 'busy' },
  { dial: 'failed' },
]
const answers: readonly EffectResult[] = [
  { type: 'response', status: 200, body: { a: '1' } },
  { type: 'failed', why: 'refused', timedOut: false },
  { type: 'failed', why: 'late', timedOut: true },
]

/** Types of which every port is taken by some move or answer above. */
const isOpen = (node: FlowNode): boolean =>
  ['menu', 'webhook', 'voicemail'].includes(node.type) ||
  // An address that an earlier step collects is not there when the call starts here.
  (node.type === 'transfer' && !JSON.stringify(node.data).includes('{{'))

/** Starts a call at every node in turn and tries every way out of it; what failed, and which ports nobody could take. */
export function walkPorts(flow: Flow): {
  readonly failures: readonly string[]
  readonly untaken: readonly string[]
} {
  const failures: string[] = []
  const untaken: string[] = []
  const graph = createGraph(flow)
  const start = flow.nodes.find((node) => node.type === 'start')
  for (const node of flow.nodes) {
    const parsed = parseData(node)
    if (!parsed.ok) failures.push(`${node.name}: its data does not parse`)
    else if (parsed.value.definition.executes && node !== start) {
      const phrases = [...JSON.stringify(node.data).matchAll(/"phrases":\["([^"]+)"/g)]
      const taken = takenFrom(
        flow,
        node.id,
        [...moves, ...phrases.map(([, speech = '']) => ({ speech }))],
        failures,
      )
      const ports = graph.ports.get(node.id) ?? []
      if (isOpen(node))
        untaken.push(
          ...ports
            .filter((port) => !taken.has(port.id))
            .map((port) => `${node.name}.${port.title}`),
        )
    }
  }
  return { failures, untaken }
}

function takenFrom(
  flow: Flow,
  id: string,
  tried: readonly Move[],
  failures: string[],
): ReadonlySet<string> {
  const start = flow.nodes.find((node) => node.type === 'start')?.id ?? ''
  const edges = flow.edges.filter((edge) => edge.source !== start)
  const program = linkFlow({
    ...flow,
    edges: [...edges, { id: 'here', source: start, sourceHandle: 'next', target: id }],
  })
  const taken = new Set<string>()
  for (const move of tried) {
    for (const answer of answers) {
      const turns = simulate(program, [move, { digits: '1' }, { silence: true }], {
        answer: () => answer,
      })
      const last = turns.at(-1)
      const isDead = last?.session.status === 'active' && last.session.waiting.for === 'nothing'
      if (isDead) failures.push(`${id}: the call goes dead after ${JSON.stringify(move)}`)
      for (const trace of turns.flatMap((turn) => turn.trace)) {
        if (trace.type === 'port.taken' && trace.node === id) taken.add(trace.port)
      }
    }
  }
  return taken
}
