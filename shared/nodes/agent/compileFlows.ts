import type { ToolParameter } from '../../compile/modelControl.ts'
import type { ModelOp, Op, OpId } from '../../compile/program.ts'
import type { FlowNode, FlowVariable } from '../../flow/flow.ts'
import { callScope } from '../callScope.ts'
import type { CompileContext, FlowCall } from '../defineNode.ts'
import type { AgentData, AgentFlow } from './agentData.ts'

type AgentNode = FlowNode & { readonly data: AgentData }
type Callable = CompileContext['callable']

/** The flows that an agent may call. */
export const flowCalls = ({ flows = [] }: AgentData): readonly FlowCall[] =>
  flows.flatMap(({ id, name, flow, inputs, outputs }, index) =>
    flow === ''
      ? []
      : [
          {
            key: id,
            name,
            path: `flows.${index}`,
            flow,
            inputs: inputs.map(({ variable }) => variable),
            outputs,
            outcomes: null,
          },
        ],
  )

/** A tool for each flow that the agent may call: an exit that comes back by itself. */
export const flowExits = (
  { id, data }: AgentNode,
  callable: Callable,
): readonly ModelOp['exits'][number][] =>
  linkedFlows(data, callable).map(({ flow, variables }) => ({
    name: flow.name,
    description: flow.description || flow.name,
    phrases: [],
    port: flow.id,
    to: `${id}/${flow.id}`,
    returns: true as const,
    takes: flow.inputs.map((input) => parameterOf(input, variables)),
  }))

/** The call of each: its values are those that the model gave, and every outcome leads back to the agent. */
export const flowOps = (
  { id, name, data }: AgentNode,
  callable: Callable,
): Readonly<Record<OpId, Op>> =>
  Object.fromEntries(
    linkedFlows(data, callable).map(({ flow, entry, variables }) => {
      const node = `${id}/${flow.id}`
      const given = `nodes.${callScope(name, flow.name)}`
      const call: Op = {
        op: 'call',
        node,
        to: entry,
        variables,
        inputs: flow.inputs.map(({ variable }) => ({
          variable,
          value: `{{ ${given}.${variable} }}`,
        })),
        outputs: flow.outputs.map((variable) => ({ name: variable, variable })),
        outcomes: [],
        else: id,
        failed: id,
      }
      return [node, call]
    }),
  )

/** Those that are there. */
const linkedFlows = ({ flows = [] }: AgentData, callable: Callable) =>
  flows.flatMap((flow) => {
    const linked = callable?.get(flow.id)
    return linked ? [{ flow, ...linked }] : []
  })

function parameterOf(
  { variable, description, required }: AgentFlow['inputs'][number],
  variables: readonly FlowVariable[],
): ToolParameter {
  const type = variables.find(({ name }) => name === variable)?.type ?? 'text'
  return {
    name: variable,
    type: type === 'number' || type === 'boolean' ? type : 'text',
    description:
      type === 'date' ? `${description || variable} (as YYYY-MM-DD)` : description || variable,
    required,
  }
}
