import type { ChatCompletionTool } from 'openai/resources/chat/completions'
import type { ModelRequest } from '#shared/session/effect.ts'

export const collectTool = 'collect'
export const exitPrefix = 'exit_'

/** What the model may call: an exit each, and one tool for values. Strict schemas, so that servers enforce them. */
export function createTools({ exits, collect }: ModelRequest): ChatCompletionTool[] {
  const exitTools = exits.map(({ name, description }) =>
    createTool(`${exitPrefix}${name}`, `Leave the conversation. ${description}`, {
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
