import type { WebhookTool } from '#shared/compile/modelControl.ts'
import { type ComposedRequest, composeRequest } from '#shared/session/composeRequest.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { renderTemplate } from '#shared/text/liquid.ts'
import type { Performers } from '../effects/performEffect.ts'
import { readArguments, schemaOf } from './toolArguments.ts'
import {
  type OfferedTool,
  type Toolbox,
  type ToolResult,
  toolAnswered,
  toolFailed,
} from './toolbox.ts'

/** Webhooks as tools: the same performer as the webhook step, so the same guard, limits and signature. */
export const createWebhookTools = (perform: Performers['request']['perform']): Toolbox => ({
  open: async ({ tools = [], scope = {} }) => {
    const own = tools.filter((tool) => tool.type === 'webhook')
    return {
      tools: own.map(toOffered),
      notes: [],
      call: async (name, args, context) => {
        const tool = own.find((one) => one.name === name)
        const request = tool ? composeCall(tool, args, scope) : 'There is no such tool.'
        if (typeof request === 'string') return toolFailed(name, request)
        const effect = { type: 'request' as const, id: context.id, node: '', ...request }
        return toToolResult(name, await perform(effect, context))
      },
    }
  },
})

/** The request of a call; a sentence when the call or the request will not do. */
function composeCall(
  tool: WebhookTool,
  args: unknown,
  scope: NonNullable<ModelRequest['scope']>,
): ComposedRequest | string {
  const read = readArguments(tool.parameters, args)
  if ('problem' in read) return read.problem
  const problems: string[] = []
  const seen = { ...scope, args: read.values }
  const request = composeRequest(opOf(tool), seen, (text) => {
    const rendered = renderTemplate(text, seen)
    if (!rendered.ok) problems.push(rendered.error)
    return rendered.ok ? rendered.value : ''
  })
  const [problem] = problems
  return problem === undefined ? request : `its request could not be written: ${problem}.`
}

function toToolResult(name: string, result: EffectResult): ToolResult {
  if (result.type !== 'response') {
    return toolFailed(name, result.type === 'failed' ? result.why : 'It answered nothing.')
  }
  const text = typeof result.body === 'string' ? result.body : JSON.stringify(result.body)
  if (result.status >= 200 && result.status < 300) return toolAnswered(name, text)
  return toolFailed(name, `It answered ${result.status}. ${text.slice(0, 500)}`)
}

const opOf = ({ request }: WebhookTool) => ({
  ...request,
  op: 'request' as const,
  node: '',
  ports: { ok: '', failed: '', timeout: '' },
})

const toOffered = ({ name, description, parameters }: WebhookTool): OfferedTool => ({
  name,
  description,
  isStrict: true,
  parameters: schemaOf(parameters),
})
