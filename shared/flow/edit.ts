import {
  type Flow,
  type FlowEdge,
  type FlowNode,
  type FlowSettings,
  type FlowVariable,
  isStartType,
  type NodeColor,
} from './flow.ts'

type Position = FlowNode['position']
type Size = NonNullable<FlowNode['size']>

/** One change of a flow. Every change goes through here, so undo, autosave and history see one stream. */
export type Edit =
  | { readonly type: 'node.add'; readonly node: FlowNode; readonly edge?: FlowEdge }
  | { readonly type: 'node.remove'; readonly ids: readonly string[] }
  | { readonly type: 'node.move'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly type: 'node.rename'; readonly id: string; readonly name: string }
  | { readonly type: 'node.data'; readonly id: string; readonly data: FlowNode['data'] }
  /** Null takes the colour away. */
  | {
      readonly type: 'node.color'
      readonly ids: readonly string[]
      readonly color: NodeColor | null
    }
  | {
      readonly type: 'node.resize'
      readonly id: string
      readonly position: Position
      readonly size: Size
    }
  | { readonly type: 'edge.connect'; readonly edge: FlowEdge }
  | { readonly type: 'edge.remove'; readonly ids: readonly string[] }
  | {
      readonly type: 'paste'
      readonly nodes: readonly FlowNode[]
      readonly edges: readonly FlowEdge[]
      /** Declared with them where the flow lacks one of that name. */
      readonly variables?: readonly FlowVariable[]
    }
  | { readonly type: 'flow.rename'; readonly name: string }
  | { readonly type: 'settings'; readonly settings: FlowSettings }
  | { readonly type: 'variables'; readonly variables: readonly FlowVariable[] }
  | { readonly type: 'batch'; readonly title: string; readonly edits: readonly Edit[] }

/**
 * Applies an edit and returns the new flow; unchanged nodes and edges keep their identity. Returns the same
 * flow when nothing changes: unknown ids, a second `start`, removing the `start`, a wire that cannot be.
 */
export function applyEdit(flow: Flow, edit: Edit): Flow {
  switch (edit.type) {
    case 'node.add':
      return addNode(flow, edit.node, edit.edge)
    case 'node.remove':
      return removeNodes(flow, new Set(edit.ids))
    case 'node.move':
      return mapNodes(flow, (node) => {
        const position = edit.positions[node.id]
        return position && (position.x !== node.position.x || position.y !== node.position.y)
          ? { ...node, position }
          : node
      })
    case 'node.rename':
      return mapNodes(flow, (node) =>
        node.id === edit.id && node.name !== edit.name ? { ...node, name: edit.name } : node,
      )
    case 'node.data':
      return mapNodes(flow, (node) =>
        node.id === edit.id && node.data !== edit.data ? { ...node, data: edit.data } : node,
      )
    case 'node.color': {
      const ids = new Set(edit.ids)
      return mapNodes(flow, (node) => (ids.has(node.id) ? coloured(node, edit.color) : node))
    }
    case 'node.resize':
      return mapNodes(flow, (node) => (node.id === edit.id ? resized(node, edit) : node))
    case 'edge.connect':
      return connect(flow, edit.edge)
    case 'edge.remove': {
      const ids = new Set(edit.ids)
      const edges = flow.edges.filter((edge) => !ids.has(edge.id))
      return edges.length === flow.edges.length ? flow : { ...flow, edges }
    }
    case 'paste':
      return paste(flow, edit)
    case 'flow.rename':
      return edit.name === flow.name ? flow : { ...flow, name: edit.name }
    case 'settings':
      return { ...flow, settings: edit.settings }
    case 'variables':
      return { ...flow, variables: [...edit.variables] }
    case 'batch':
      return edit.edits.reduce(applyEdit, flow)
  }
}

/** Puts an English sentence with `{names}` into words; the editor passes its translator. */
export type Say = (message: string, values?: Readonly<Record<string, string | number>>) => string

const inEnglish: Say = (message, values = {}) =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

/** What undo calls an edit: `add Main menu`, `move 3 steps`. */
export function describeEdit(flow: Flow, edit: Edit, say: Say = inEnglish): string {
  const nameOf = (id: string | undefined) =>
    flow.nodes.find((node) => node.id === id)?.name ?? say('step')
  const several = (ids: readonly string[]) =>
    ids.length === 1 ? nameOf(ids[0]) : say('{count} steps', { count: ids.length })
  switch (edit.type) {
    case 'node.add':
      return say('add {name}', { name: edit.node.name })
    case 'node.remove':
      return say('delete {name}', { name: several(edit.ids) })
    case 'node.move':
      return say('move {name}', { name: several(Object.keys(edit.positions)) })
    case 'node.rename':
      return say('rename {name}', { name: nameOf(edit.id) })
    case 'node.data':
      return say('edit {name}', { name: nameOf(edit.id) })
    case 'node.color':
      return edit.color === null
        ? say('take the colour of {name} away', { name: several(edit.ids) })
        : say('colour {name}', { name: several(edit.ids) })
    case 'node.resize':
      return say('resize {name}', { name: nameOf(edit.id) })
    case 'edge.connect':
      return say('wire {source} to {target}', {
        source: nameOf(edit.edge.source),
        target: nameOf(edit.edge.target),
      })
    case 'edge.remove':
      return edit.ids.length === 1
        ? say('remove a wire')
        : say('remove {count} wires', { count: edit.ids.length })
    case 'paste':
      return edit.nodes.length === 1
        ? say('paste {name}', { name: edit.nodes[0]?.name ?? '' })
        : say('paste {count} steps', { count: edit.nodes.length })
    case 'flow.rename':
      return say('rename the flow')
    case 'settings':
      return say('change the settings')
    case 'variables':
      return say('change the variables')
    case 'batch':
      return edit.title
  }
}

function mapNodes(flow: Flow, change: (node: FlowNode) => FlowNode): Flow {
  let changed = false
  const nodes = flow.nodes.map((node) => {
    const next = change(node)
    if (next !== node) changed = true
    return next
  })
  return changed ? { ...flow, nodes } : flow
}

function addNode(flow: Flow, node: FlowNode, edge: FlowEdge | undefined): Flow {
  if (flow.nodes.some((other) => other.id === node.id) || isSecondStart(flow, node)) return flow
  const added = { ...flow, nodes: [...flow.nodes, node] }
  return edge ? connect(added, edge) : added
}

function removeNodes(flow: Flow, ids: ReadonlySet<string>): Flow {
  const goes = (node: FlowNode) => ids.has(node.id) && !isStart(node)
  const removed = new Set(flow.nodes.filter(goes).map((node) => node.id))
  if (removed.size === 0) return flow
  return {
    ...flow,
    nodes: flow.nodes.filter((node) => !removed.has(node.id)),
    edges: flow.edges.filter((edge) => !removed.has(edge.source) && !removed.has(edge.target)),
  }
}

/** A port has one wire: a new one replaces the old. */
function connect(flow: Flow, edge: FlowEdge): Flow {
  const target = flow.nodes.find((node) => node.id === edge.target)
  if (!target || isStart(target) || !flow.nodes.some((node) => node.id === edge.source)) return flow
  const samePort = (other: FlowEdge) =>
    other.source === edge.source && other.sourceHandle === edge.sourceHandle
  if (flow.edges.some((other) => samePort(other) && other.target === edge.target)) return flow
  const rest = flow.edges.filter((other) => !samePort(other) && other.id !== edge.id)
  return { ...flow, edges: [...rest, edge] }
}

/** Adds all at once: linear, however many are pasted. */
function paste(flow: Flow, edit: Extract<Edit, { readonly type: 'paste' }>): Flow {
  const ids = new Set(flow.nodes.map((node) => node.id))
  let hasStart = flow.nodes.some(isStart)
  const nodes = edit.nodes.filter((node) => {
    if (ids.has(node.id) || (isStart(node) && hasStart)) return false
    ids.add(node.id)
    hasStart ||= isStart(node)
    return true
  })
  const names = new Set(flow.variables.map((one) => one.name))
  const variables = (edit.variables ?? []).filter((one) => {
    if (names.has(one.name)) return false
    names.add(one.name)
    return true
  })
  const added: Flow = {
    ...flow,
    nodes: nodes.length === 0 ? flow.nodes : [...flow.nodes, ...nodes],
    variables: variables.length === 0 ? flow.variables : [...flow.variables, ...variables],
  }
  const isSame = nodes.length === 0 && variables.length === 0
  return edit.edges.reduce(connect, isSame ? flow : added)
}

function coloured(node: FlowNode, color: NodeColor | null): FlowNode {
  if ((node.color ?? null) === color) return node
  const { color: _, ...plain } = node
  return color === null ? plain : { ...plain, color }
}

function resized(node: FlowNode, { position, size }: { position: Position; size: Size }): FlowNode {
  const isSame =
    node.position.x === position.x &&
    node.position.y === position.y &&
    node.size?.width === size.width &&
    node.size.height === size.height
  return isSame ? node : { ...node, position, size }
}

const isStart = (node: FlowNode): boolean => isStartType(node.type)
const isSecondStart = (flow: Flow, node: FlowNode): boolean =>
  isStart(node) && flow.nodes.some(isStart)
