import { scopeName } from '../../flow/flow.ts'
import { holesOf } from '../../text/holesOf.ts'
import { changeText, type Fixer, nodeOf } from './fix.ts'

/** Deletes the wires on a port that is gone. */
export const removeWires: Fixer = (flow, { nodeId, port }) => {
  const ids = flow.edges
    .filter((edge) => edge.source === nodeId && edge.sourceHandle === port)
    .map((edge) => edge.id)
  return ids.length === 0
    ? []
    : [{ title: 'Remove the loose wire', edit: { type: 'edge.remove', ids } }]
}

/** Deletes a node that no call gets to. */
export const removeNode: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  return node
    ? [{ title: `Delete “${node.name}”`, edit: { type: 'node.remove', ids: [node.id] } }]
    : []
}

/** Leaves the voice to the engine. */
export const useUsualVoice: Fixer = ({ settings }) => [
  {
    title: 'Use the engine’s usual voice',
    edit: { type: 'settings', settings: { ...settings, voice: '' } },
  },
]

/** Gives a node a name of its own. */
export const renameNode: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  if (!node) return []
  const used = new Set(flow.nodes.map((one) => scopeName(one.name)))
  let count = 2
  while (used.has(scopeName(`${node.name} ${count}`))) count++
  const name = `${node.name.slice(0, 190)} ${count}`
  return [{ title: `Rename it to “${name}”`, edit: { type: 'node.rename', id: node.id, name } }]
}

/** Writes what to say when a value is missing. */
export const addDefault: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  const { path } = diagnostic
  if (!node || path === undefined) return []
  const named = /\{\{ ([\w.-]+) \| default/.exec(diagnostic.hint ?? '')?.[1]
  const data = changeText(node.data, path, (text) => withDefaults(text, named))
  return data
    ? [
        {
          title: 'Say “unknown” when it is missing',
          edit: { type: 'node.data', id: node.id, data },
        },
      ]
    : []
}

function withDefaults(text: string, named: string | undefined): string {
  if (named === undefined) return text
  return text.replace(/\{\{([^{}]*)\}\}/g, (hole, inside: string) => {
    const [found] = holesOf(hole).holes
    return found?.path === named && !found.hasDefault
      ? `{{ ${inside.replace(/^-|-$/g, '').trim()} | default: "unknown" }}`
      : hole
  })
}

/** Lets the caller cut a long prompt short. */
export const letInterrupt: Fixer = (flow, diagnostic) => {
  const node = nodeOf(flow, diagnostic)
  if (node?.data['interruptible'] !== false) return []
  const data = { ...node.data, interruptible: true }
  return [{ title: 'Let the caller interrupt', edit: { type: 'node.data', id: node.id, data } }]
}
