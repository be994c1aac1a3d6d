import type { ChatCompletionTool } from 'openai/resources/chat/completions'
import type { ModelExit } from '#shared/compile/program.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import { schemaOf } from './toolArguments.ts'
import type { OfferedTool } from './toolbox.ts'

export const collectTool = 'collect'
export const exitPrefix = 'exit_'
export const guardTool = 'off_limits'

/** What the model may call: its own tools, an exit each, one tool for values. Strict schemas, so that servers enforce them. */
export function createTools(
  request: ModelRequest,
  offered: readonly OfferedTool[] = [],
): ChatCompletionTool[] {
  return [...ownTools(request), ...guardTools(request), ...offered.map(toTool)]
}

/** Names that no tool of a server may have. */
export const isReserved = (name: string, { exits }: ModelRequest): boolean =>
  name === collectTool ||
  name === guardTool ||
  name.startsWith(exitPrefix) ||
  exits.some((exit) => toolNameOf(exit) === name)

function guardTools({ guards = [] }: ModelRequest): ChatCompletionTool[] {
  const numbers = guards.flatMap(({ topic, on }, index) =>
    topic.trim() === '' || on === 'agent' ? [] : [String(index + 1)],
  )
  if (numbers.length === 0) return []
  return [
    createTool(guardTool, 'The caller talks about something that is off limits here.', {
      topic: { type: 'string', enum: numbers, description: 'Its number in the list.' },
    }),
  ]
}

const toTool = ({ name, description, parameters, isStrict }: OfferedTool): ChatCompletionTool => ({
  type: 'function',
  function: {
    name,
    description: description.slice(0, 1_000),
    ...(isStrict ? { strict: true } : {}),
    parameters,
  },
})

/** The same for servers that know no strict schemas. */
export const withoutStrict = (tools: readonly ChatCompletionTool[]): ChatCompletionTool[] =>
  tools.map((tool) => {
    if (tool.type !== 'function') return tool
    const { strict: _, ...rest } = tool.function
    return { ...tool, function: rest }
  })

/** What the model calls to leave by an exit, or to run a flow. */
export const toolNameOf = ({ name, takes }: ModelExit): string =>
  takes ? name : `${exitPrefix}${name}`

function ownTools({ exits, collect }: ModelRequest): ChatCompletionTool[] {
  const exitTools = exits.map((exit) =>
    exit.takes
      ? toTool({ ...exit, parameters: schemaOf(exit.takes), isStrict: true })
      : createTool(toolNameOf(exit), `Leave the conversation. ${exit.description}`, {
          reason: { type: 'string', description: 'Why, in one short sentence.' },
        }),
  )
  if (collect.length === 0) return exitTools
  const names = collect.map((field) => field.name)
  return [
    createTool(collectTool, 'Keep a value that the caller gave.', {
      field: { type: 'string', enum: names },
      value: { type: 'string', description: 'The value alone, written as the field asks.' },
    }),
    ...exitTools,
  ]
}

function createTool(
  name: string,
  description: string,
  properties: Readonly<Record<string, object>>,
): ChatCompletionTool {
  return {
    type: 'function',
    function: {
      name,
      description: description.slice(0, 1_000),
      strict: true,
      parameters: {
        type: 'object',
        properties,
        required: Object.keys(properties),
        additionalProperties: false,
      },
    },
  }
}
