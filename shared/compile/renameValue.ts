import type { Edit } from '../flow/edit.ts'
import type { Flow, FlowNode } from '../flow/flow.ts'
import type { AnyDefinition } from '../nodes/index.ts'
import { parseData } from '../nodes/parseData.ts'
import { renamePath } from '../text/renamePath.ts'
import { changeText } from './fixes/fix.ts'

/** A variable with another name, everywhere in the flow: one edit. */
export function renameVariable(flow: Flow, from: string, to: string): Edit {
  const variables = flow.variables.map((one) => (one.name === from ? { ...one, name: to } : one))
  const path = { from: `vars.${from}`, to: `vars.${to}` }
  const { errorText } = flow.settings
  const text = renamePath(errorText, 'template', path.from, path.to)
  return {
    type: 'batch',
    title: `rename ${from} to ${to}`,
    edits: [
      { type: 'variables', variables },
      ...(text === errorText
        ? []
        : [{ type: 'settings' as const, settings: { ...flow.settings, errorText: text } }]),
      ...dataEdits(flow, (node, definition) => {
        const assigned = definition.assigns(node.data).includes(from)
          ? definition.reassign(node.data, (name) => (name === from ? to : name))
          : node.data
        return renameReads({ ...node, data: assigned }, definition, path.from, path.to)
      }),
    ],
  }
}

/** What other steps read of a step under its old name, under its new one. */
export const renameReadsOf = (flow: Flow, from: string, to: string): readonly Edit[] =>
  dataEdits(flow, (node, definition) =>
    renameReads(node, definition, `nodes.${from}`, `nodes.${to}`),
  )

function dataEdits(
  flow: Flow,
  change: (node: FlowNode, definition: AnyDefinition) => FlowNode['data'],
): readonly Edit[] {
  return flow.nodes.flatMap((original): Edit[] => {
    const typed = parseData(original)
    if (!typed.ok) return []
    const { node, definition } = typed.value
    const data = change(node, definition)
    return data === node.data ? [] : [{ type: 'node.data', id: node.id, data }]
  })
}

function renameReads(
  node: FlowNode,
  definition: AnyDefinition,
  from: string,
  to: string,
): FlowNode['data'] {
  return definition.templates(node.data).reduce((data, { path, kind, source }) => {
    if (renamePath(source, kind, from, to) === source) return data
    const change = (text: string) => renamePath(text, kind, from, to)
    return changeText(data, path, change) ?? data
  }, node.data)
}
