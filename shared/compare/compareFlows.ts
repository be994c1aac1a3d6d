import type { Flow, FlowNode, FlowSettings } from '../flow/flow.ts'
import type { Port } from '../nodes/defineNode.ts'
import { parseData } from '../nodes/parseData.ts'
import { sameValue } from '../sameValue.ts'
import type { Change, SettingChange, StepChange, StepName } from './change.ts'
import { compareData, type DataChange } from './compareData.ts'

/** What is different in the second flow, steps first. Places on the canvas and the ids of wires do not count. */
export function compareFlows(before: Flow, after: Flow): readonly Change[] {
  if (before === after) return []
  const sides = { before: sideOf(before), after: sideOf(after) }
  const steps = after.nodes.flatMap((node) => compareStep(sides, node))
  const removed = before.nodes
    .filter((node) => !sides.after.nodes.has(node.id))
    .map((node): Change => ({ type: 'step.removed', step: nameOf(node), node }))
  return [
    ...steps,
    ...removed,
    ...compareSettings(before.settings, after.settings),
    ...compareVariables(before, after),
    ...(before.name === after.name
      ? []
      : [{ type: 'flow.name' as const, before: before.name, after: after.name }]),
  ]
}

interface Side {
  readonly nodes: ReadonlyMap<string, FlowNode>
  /** Node id, port, id of the step it leads to. */
  readonly ways: ReadonlyMap<string, ReadonlyMap<string, string>>
}

interface Sides {
  readonly before: Side
  readonly after: Side
}

function sideOf(flow: Flow): Side {
  const ways = new Map<string, Map<string, string>>()
  for (const edge of flow.edges) {
    const known = ways.get(edge.source)
    if (known) known.set(edge.sourceHandle, edge.target)
    else ways.set(edge.source, new Map([[edge.sourceHandle, edge.target]]))
  }
  return { nodes: new Map(flow.nodes.map((node) => [node.id, node])), ways }
}

function compareStep(sides: Sides, node: FlowNode): readonly Change[] {
  const old = sides.before.nodes.get(node.id)
  const step = nameOf(node)
  if (!old) return [{ type: 'step.added', step, node }]
  const changes: Change[] = []
  if (old.name !== node.name) {
    changes.push({ type: 'step.renamed', step, before: old.name, after: node.name })
  }
  if (old.type !== node.type) {
    changes.push({ type: 'step.retyped', step, before: old.type, after: node.type })
  } else if (old.data !== node.data) {
    const ports = [...portsOf(node), ...portsOf(old)]
    changes.push(
      ...compareData(old.data, node.data).map((change) =>
        placed(change, { step, node, old, ports }),
      ),
    )
  }
  return [...changes, ...compareWays(sides, node, old)]
}

interface Placing {
  readonly step: StepName
  readonly node: FlowNode
  readonly old: FlowNode
  readonly ports: readonly Port[]
}

function placed(change: DataChange, { step, node, old, ports }: Placing): StepChange {
  const inside = itemTitle(change, ports, [node.data, old.data])
  const place = { step, nodeType: node.type, path: change.path, ...(inside ? { inside } : {}) }
  switch (change.type) {
    case 'field':
      return { ...place, type: 'field', before: change.before, after: change.after }
    case 'order':
      return { ...place, type: 'order' }
    case 'item.added':
    case 'item.removed':
      return { ...place, type: change.type, item: inside ?? change.path.at(-1) ?? '' }
  }
}

/** What a thing in a list is called: the port that it makes, else its name, else its place in the list. */
function itemTitle(
  { path }: DataChange,
  ports: readonly Port[],
  datas: readonly FlowNode['data'][],
): string | null {
  const id = path[1]
  if (id === undefined) return null
  const port = ports.find((one) => one.id === id)
  if (port) return port.title
  for (const data of datas) {
    const list = data[path[0] ?? '']
    if (!Array.isArray(list)) continue
    const index = list.findIndex((item) => sameValue(idOf(item), id))
    const item: unknown = list[index]
    if (index >= 0) return textOf(item, 'name') ?? textOf(item, 'variable') ?? String(index + 1)
  }
  return null
}

const idOf = (item: unknown): string | null => textOf(item, 'id')

function textOf(item: unknown, key: string): string | null {
  const value = typeof item === 'object' && item !== null ? Reflect.get(item, key) : undefined
  return typeof value === 'string' && value !== '' ? value : null
}

function compareWays({ before, after }: Sides, node: FlowNode, old: FlowNode): readonly Change[] {
  const was = before.ways.get(node.id) ?? noWays
  const is = after.ways.get(node.id) ?? noWays
  if (was.size + is.size === 0) return []
  const ports = portsOf(node)
  const oldPorts = portsOf(old)
  const nameIn = (side: Side, id: string | undefined): StepName | null => {
    const target = id === undefined ? undefined : side.nodes.get(id)
    return target ? nameOf(target) : null
  }
  return [...new Set([...ports.map(({ id }) => id), ...is.keys(), ...was.keys()])].flatMap(
    (id): readonly Change[] => {
      const port = ports.find((one) => one.id === id)
      const oldPort = oldPorts.find((one) => one.id === id)
      // A way that is gone with its option is said by the option.
      if (was.get(id) === is.get(id) || (!port && oldPort)) return []
      const title = port?.title ?? oldPort?.title ?? id
      return [
        {
          type: 'way',
          step: nameOf(node),
          port: id,
          title,
          before: nameIn(before, was.get(id)),
          after: nameIn(after, is.get(id)),
        },
      ]
    },
  )
}

const noWays: ReadonlyMap<string, string> = new Map()

const settingKeys = [
  'language',
  'voice',
  'timezone',
  'longestCall',
  'errorText',
] as const satisfies readonly (keyof FlowSettings)[]

const compareSettings = (before: FlowSettings, after: FlowSettings): readonly SettingChange[] =>
  settingKeys.flatMap((key) =>
    before[key] === after[key]
      ? []
      : [{ type: 'setting', key, before: before[key], after: after[key] }],
  )

function compareVariables(before: Flow, after: Flow): readonly Change[] {
  const was = new Map(before.variables.map((variable) => [variable.name, variable]))
  const is = new Set(after.variables.map(({ name }) => name))
  return [
    ...after.variables.flatMap((variable): readonly Change[] => {
      const old = was.get(variable.name)
      if (!old) return [{ type: 'variable.added', variable }]
      return sameValue(old, variable)
        ? []
        : [{ type: 'variable.changed', name: variable.name, before: old, after: variable }]
    }),
    ...before.variables
      .filter(({ name }) => !is.has(name))
      .map((variable): Change => ({ type: 'variable.removed', variable })),
  ]
}

function portsOf(node: FlowNode): readonly Port[] {
  const parsed = parseData(node)
  return parsed.ok ? parsed.value.definition.ports(parsed.value.node.data) : []
}

const nameOf = ({ id, name }: FlowNode): StepName => ({ id, name })
