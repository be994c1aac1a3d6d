import { expect, it } from 'vitest'
import { checkFlow } from '../../compile/checkFlow.ts'
import { flowsRun } from '../../compile/flowsRun.ts'
import { linkFlows } from '../../compile/linkFlow.ts'
import type { Flow } from '../../flow/flow.ts'
import { drawFlow } from '../drawFlow.ts'
import type { AgentFlow } from './agentData.ts'

const inner: Flow = {
  ...drawFlow([['q', 'say', { text: 'Hi.' }]], ['start.next>q', 'q.next>done'], {
    variables: [{ name: 'order', type: 'text', default: '', sensitive: false }],
  }),
  id: 'find',
  name: 'Find',
}
const flows = new Map([[inner.id, inner]])

const tool = (more: Partial<AgentFlow> = {}): AgentFlow => ({
  id: 't1',
  name: 'find_order',
  description: 'Finds an order.',
  flow: 'find',
  inputs: [{ id: 'i', variable: 'order', description: '', required: true }],
  outputs: ['order'],
  ...more,
})

const outer = (tools: AgentFlow[]): Flow =>
  drawFlow(
    [
      [
        'a',
        'agent',
        {
          prompt: 'Help.',
          exits: [{ id: 'x', name: 'Find it', description: '', phrases: [] }],
          flows: tools,
        },
      ],
    ],
    ['start.next>a', 'a.x>done', 'a.noInput>quiet', 'a.limit>long', 'a.failed>broken'],
  )

it.for<[string, AgentFlow[], string, string]>([
  ['without a name', [tool({ name: '' })], 'agent.badTool', 'flows.0.name'],
  [
    'that is called like an exit’s tool',
    [tool({ name: 'exit_x' })],
    'agent.badTool',
    'flows.0.name',
  ],
  [
    'that is called like an exit',
    [tool({ name: 'find_it' })],
    'agent.repeatedTool',
    'flows.0.name',
  ],
  ['twice', [tool(), tool({ id: 't2' })], 'agent.repeatedTool', 'flows.1.name'],
  [
    'that nobody explains',
    [tool({ description: ' ' })],
    'agent.unexplainedTool',
    'flows.0.description',
  ],
  ['without a flow', [tool({ flow: '' })], 'agent.noToolFlow', 'flows.0.flow'],
  ['of a flow that is not there', [tool({ flow: 'gone' })], 'subflow.unknown', 'flows.0.flow'],
  [
    'with a value the flow has not',
    [tool({ outputs: ['x'] })],
    'subflow.unknownVariable',
    'flows.0.outputs',
  ],
])('refuses a tool %s', ([, tools, code, path]) => {
  const found = checkFlow(outer(tools), { flows })
  expect(found.map((one) => [one.nodeId, one.code, one.path])).toContainEqual(['a', code, path])
})

it('refuses flows that call each other in a circle', () => {
  const around = { ...outer([tool({ flow: 'flow' })]), id: 'flow' }
  const found = checkFlow(around, { flows: new Map([[around.id, around]]) })
  expect(found.map(({ code }) => code)).toContain('subflow.recursion')
})

it('finds nothing to say against a good one, and takes its flow along', () => {
  const flow = outer([tool()])
  expect(checkFlow(flow, { flows })).toEqual([])
  expect(flowsRun(flow, flows)).toEqual(['find'])
})

it('links a flow that is missing as a tool that is not offered', () => {
  const exits = (flow: Flow, known: typeof flows) => {
    const op = linkFlows(flow, { flows: known }).ops['a']
    return op?.op === 'model' ? op.exits.map(({ name }) => name) : []
  }
  expect(exits(outer([tool()]), flows)).toEqual(['find_it', 'find_order'])
  expect(exits(outer([tool()]), new Map())).toEqual(['find_it'])
})
