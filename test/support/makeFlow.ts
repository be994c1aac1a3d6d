import { readFile } from 'node:fs/promises'
import { createFlow } from '#shared/flow/createFlow.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'

type Draft = readonly [id: string, type: string, data?: FlowNode['data']]

/** A flow of a few nodes beside its start; wires are `from.port>to`. */
export function makeFlow(
  id: string,
  nodes: readonly Draft[],
  wires: readonly string[],
  more: Partial<Flow> = {},
): Flow {
  const empty = createFlow(id, `Flow ${id}`)
  return {
    ...empty,
    ...more,
    nodes: [
      ...empty.nodes,
      ...nodes.map(([nodeId, type, data]) => ({
        id: nodeId,
        type,
        name: nodeId,
        data: { ...definitionOf(type)?.defaults(() => `${nodeId}_x`), ...data },
        position: { x: 0, y: 0 },
      })),
    ],
    edges: wires.map((wire, index) => {
      const [, source = '', sourceHandle = '', target = ''] =
        /^(\w+)\.(\w+)>(\w+)$/.exec(wire) ?? []
      return { id: `e${index}`, source, sourceHandle, target }
    }),
  }
}

/** One of `flows/*.flow.json`. */
export async function exampleFlow(slug: string): Promise<Flow> {
  const text = await readFile(new URL(`../../flows/${slug}.flow.json`, import.meta.url), 'utf8')
  const parsed = parseFlow(JSON.parse(text))
  if (!parsed.ok) throw new Error(parsed.error[0]?.message)
  return parsed.value
}

/** A menu with two keys, each to its own end. */
export const menuFlow: Flow = makeFlow(
  'menu-flow',
  [
    [
      'm',
      'menu',
      {
        prompt: 'Press 1 or 2.',
        retryPrompt: 'Again.',
        options: [
          { id: 'o1', key: '1', phrases: ['one'] },
          { id: 'o2', key: '2', phrases: ['two'] },
        ],
        retries: 1,
      },
    ],
    ['one', 'end', { text: 'One.', outcome: 'one' }],
    ['two', 'end', { text: 'Two.', outcome: 'two' }],
    ['bye', 'end', { text: 'Bye.', outcome: 'nothing' }],
  ],
  ['start.next>m', 'm.o1>one', 'm.o2>two', 'm.noInput>bye', 'm.noMatch>bye'],
)

/** Says hello, asks a URL, and says what it answered. */
export const webhookFlow = (url: string, timeout = 20): Flow =>
  makeFlow(
    'webhook-flow',
    [
      ['hello', 'say', { text: 'Hello.' }],
      ['ask', 'webhook', { url, timeout, body: { type: 'fields', fields: [] } }],
      ['ok', 'end', { text: 'It said {{ nodes.ask.body.word }}.', outcome: 'ok' }],
      ['failed', 'end', { text: 'It failed.', outcome: 'failed' }],
      ['late', 'end', { text: 'It was late.', outcome: 'late' }],
    ],
    ['start.next>hello', 'hello.next>ask', 'ask.ok>ok', 'ask.failed>failed', 'ask.timeout>late'],
  )
