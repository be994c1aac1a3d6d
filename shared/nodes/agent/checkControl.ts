import type { Diagnostic } from '../../diagnostic.ts'
import { scopeName } from '../../flow/flow.ts'
import { checkUnique, valueNamePattern } from '../fields.ts'
import type { AgentData, AgentFlow, AgentGuard, AgentTool } from './agentData.ts'

/** Problems of guards, tools and servers. */
export const checkControl = (data: AgentData): readonly Diagnostic[] => [
  ...(data.guards ?? []).flatMap(checkGuard),
  ...checkNames(data),
  ...(data.tools ?? []).flatMap(checkTool),
  ...(data.flows ?? []).flatMap(checkFlowTool),
  ...checkServers(data),
]

const error = (problem: Omit<Diagnostic, 'severity'>): Diagnostic => ({
  severity: 'error',
  ...problem,
})

function checkGuard(guard: AgentGuard, index: number): readonly Diagnostic[] {
  const path = `guards.${index}`
  const empty = emptyOf(guard)
  return [
    ...(empty
      ? [
          error({
            code: 'agent.emptyGuard',
            path: `${path}.${empty.field}`,
            message: empty.message,
            hint: empty.hint,
          }),
        ]
      : []),
    ...(guard.say.trim() === ''
      ? [
          error({
            code: 'agent.silentGuard',
            path: `${path}.say`,
            message: 'This guard has nothing to say.',
            hint: 'Write the sentence that the caller hears instead.',
          }),
        ]
      : []),
  ]
}

function emptyOf(
  guard: AgentGuard,
): { readonly field: string; readonly message: string; readonly hint: string } | null {
  const hasWords = guard.words.some((word) => word.trim() !== '')
  if (guard.check === 'topics' && !hasWords && guard.topic.trim() === '') {
    return {
      field: 'words',
      message: 'This guard knows no topic.',
      hint: 'Name words that are off limits, or the topic in a sentence.',
    }
  }
  if (guard.check === 'personal' && guard.kinds.length === 0) {
    return {
      field: 'kinds',
      message: 'This guard looks for nothing.',
      hint: 'Choose what is not to be said, for example card numbers.',
    }
  }
  if (guard.check === 'shape' && guard.longest === null && !guard.markup) {
    return {
      field: 'longest',
      message: 'This guard looks for nothing.',
      hint: 'Set a length, or have links and code stopped.',
    }
  }
  return null
}

/** Webhooks and flows are tools alike to the model. */
function checkNames({ exits, tools = [], flows = [] }: AgentData): readonly Diagnostic[] {
  const all = [
    ...tools.map(({ name }, index) => ({ name, path: `tools.${index}.name` })),
    ...flows.map(({ name }, index) => ({ name, path: `flows.${index}.name` })),
  ]
  const repeated = checkUnique(
    all.map(({ name }) => name),
    (index) => all[index]?.path ?? '',
    (name) => ({
      code: 'agent.repeatedTool',
      message: `Two tools are called ${name}.`,
      hint: 'Give each tool its own name.',
    }),
  )
  const ways = new Set(exits.map(({ name }) => scopeName(name)))
  const asExit = flows.flatMap(({ name }, index): Diagnostic[] =>
    name !== '' && ways.has(name)
      ? [
          error({
            code: 'agent.repeatedTool',
            path: `flows.${index}.name`,
            message: `An exit and this tool are both called ${name}.`,
            hint: 'Call one of them otherwise.',
          }),
        ]
      : [],
  )
  return [...repeated, ...asExit]
}

/** Names that the model’s own tools have. */
const reserved = /^(collect|off_limits|exit_.*)$/

const checkToolName = (name: string, path: string): readonly Diagnostic[] =>
  valueNamePattern.test(name) && !reserved.test(name)
    ? []
    : [
        error({
          code: 'agent.badTool',
          path: `${path}.name`,
          message:
            name === '' ? 'This tool has no name.' : `“${name}” cannot be the name of a tool.`,
          hint: 'Use small letters, digits and _, for example find_order.',
        }),
      ]

const checkExplained = (description: string, path: string): readonly Diagnostic[] =>
  description.trim() === ''
    ? [
        error({
          code: 'agent.unexplainedTool',
          path: `${path}.description`,
          message: 'The model does not know when to use this tool.',
          hint: 'Say in a sentence what it does and when to call it.',
        }),
      ]
    : []

function checkFlowTool({ name, description, flow }: AgentFlow, index: number) {
  const path = `flows.${index}`
  const chosen =
    flow === ''
      ? [
          error({
            code: 'agent.noToolFlow',
            path: `${path}.flow`,
            message: 'No flow is chosen here.',
            hint: 'Choose the flow that this tool runs, or take the tool out.',
          }),
        ]
      : []
  return [...checkToolName(name, path), ...checkExplained(description, path), ...chosen]
}

function checkTool(tool: AgentTool, index: number): readonly Diagnostic[] {
  const path = `tools.${index}`
  const address = /^(https?:\/\/[^\s/]+|\/|\{\{)/.test(tool.url.trim())
    ? []
    : [
        error({
          code: 'agent.badToolAddress',
          path: `${path}.url`,
          message:
            tool.url.trim() === '' ? 'This tool has no address.' : 'This is not a web address.',
          hint: 'Start it with https:// (or http://).',
        }),
      ]
  const parameters = tool.parameters.flatMap((one, place): Diagnostic[] =>
    valueNamePattern.test(one.name)
      ? []
      : [
          error({
            code: 'agent.badParameter',
            path: `${path}.parameters.${place}.name`,
            message:
              one.name === '' ? 'This value has no name.' : `“${one.name}” cannot be a name.`,
            hint: 'Use small letters, digits and _, for example order_number.',
          }),
        ],
  )
  const repeated = checkUnique(
    tool.parameters.map((one) => one.name),
    (place) => `${path}.parameters.${place}.name`,
    (value) => ({
      code: 'agent.repeatedParameter',
      message: `Two values are called ${value}.`,
      hint: 'Give each value its own name.',
    }),
  )
  return [
    ...checkToolName(tool.name, path),
    ...checkExplained(tool.description, path),
    ...address,
    ...parameters,
    ...repeated,
  ]
}

function checkServers({ servers = [] }: AgentData): readonly Diagnostic[] {
  return servers.flatMap(({ server }, index): Diagnostic[] =>
    server === ''
      ? [
          error({
            code: 'agent.noServer',
            path: `servers.${index}.server`,
            message: 'No server is chosen.',
            hint: 'Choose one, or take this line out.',
          }),
        ]
      : [],
  )
}
