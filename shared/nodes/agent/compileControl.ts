import type { Guard, ModelControl, ModelTool, ToolParameter } from '../../compile/modelControl.ts'
import type { TemplateUse } from '../defineNode.ts'
import type { AgentData, AgentTool } from './agentData.ts'

/** Milliseconds that a tool of a server may take. */
const serverTimeout = 5_000

/** What an agent has beside its task; parts that are not used are left out of the program. */
export function compileControl(data: AgentData): ModelControl {
  const guards = (data.guards ?? []).map(toGuard)
  const tools = toolsOf(data)
  const documents = data.documents ?? []
  const model = data.model?.trim() ?? ''
  const { rounds, maxTokens = 0, maxCost = 0 } = data
  const budget = {
    ...(maxTokens === 0 ? {} : { tokens: maxTokens }),
    ...(maxCost === 0 ? {} : { cost: maxCost }),
  }
  return {
    ...(model === '' ? {} : { model }),
    ...(guards.length > 0 ? { guards } : {}),
    ...(tools.length > 0 ? { tools } : {}),
    ...(tools.length > 0 && rounds !== undefined ? { rounds } : {}),
    ...(documents.length > 0 ? { documents } : {}),
    ...(Object.keys(budget).length > 0 ? { budget } : {}),
  }
}

const toGuard = ({
  id: _,
  words,
  topic,
  ...guard
}: NonNullable<AgentData['guards']>[number]): Guard => ({
  ...guard,
  words: words.map((word) => word.trim()).filter(Boolean),
  topic: topic.trim(),
})

const toolsOf = ({ tools = [], servers = [] }: AgentData): readonly ModelTool[] => [
  ...tools.map((tool) => ({
    type: 'webhook' as const,
    name: tool.name,
    description: tool.description || tool.name,
    parameters: tool.parameters.map(({ id: _, ...parameter }): ToolParameter => parameter),
    request: requestOf(tool),
  })),
  ...servers
    .filter((one) => one.tools.length > 0)
    .map(({ server, tools: allowed }) => ({
      type: 'server' as const,
      server,
      tools: allowed,
      timeout: serverTimeout,
    })),
]

function requestOf({ method, url, headers, body, timeout, parameters, credential }: AgentTool) {
  return {
    method,
    url,
    headers: headers.map(({ name, value }) => ({ name: name.trim(), value })),
    body: bodyOf(method, body, parameters),
    timeout: timeout * 1_000,
    ...(credential ? { credential } : {}),
  }
}

function bodyOf(method: string, body: string, parameters: AgentTool['parameters']) {
  if (method === 'GET') return { type: 'none' as const }
  if (body.trim() !== '') {
    return { type: 'text' as const, text: body, contentType: 'application/json' as const }
  }
  return {
    type: 'fields' as const,
    fields: parameters.map(({ name }) => ({ name, value: `{{ args.${name} }}` })),
  }
}

/** Liquid texts of what an agent has beside its task. */
export function controlTemplates({
  exits,
  guards = [],
  tools = [],
}: AgentData): readonly TemplateUse[] {
  return [
    ...exits.flatMap(({ when }, index) =>
      when?.trim()
        ? [{ path: `exits.${index}.when`, source: when, kind: 'condition' as const }]
        : [],
    ),
    ...guards.map(({ say }, index) => ({
      path: `guards.${index}.say`,
      source: say,
      kind: 'template' as const,
    })),
    ...tools.flatMap(templatesOfTool),
  ]
}

function templatesOfTool(tool: AgentTool, index: number): readonly TemplateUse[] {
  const locals = tool.parameters.map(({ name }) => `args.${name}`)
  const use = (path: string, source: string): TemplateUse => ({
    path: `tools.${index}.${path}`,
    source,
    kind: 'template',
    locals,
  })
  return [
    use('url', tool.url),
    ...tool.headers.map(({ value }, header) => use(`headers.${header}.value`, value)),
    ...(tool.method === 'GET' ? [] : [use('body', tool.body)]),
  ]
}
