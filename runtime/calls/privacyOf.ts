import type { PersonalKind } from '#shared/compile/modelControl.ts'
import { waitsFor } from '#shared/compile/opGraph.ts'
import type { Op, OpId, Program } from '#shared/compile/program.ts'
import { waysOf } from '#shared/compile/ways.ts'
import { personalKindsOf } from '#shared/guards/checkGuards.ts'
import { variablesOf } from '#shared/text/liquid.ts'

/** What of a program’s calls must never be written down. */
export interface Privacy {
  /** Sensitive variables, of the flow and of those inside it. */
  readonly names: ReadonlySet<string>
  /** Steps whose keys and words become the value of one. */
  readonly nodes: ReadonlySet<string>
  /** `<scope>.<name>` of values that become one. */
  readonly values: ReadonlySet<string>
  /** Personal data that a step's guards look for. */
  readonly personal: ReadonlyMap<string, readonly PersonalKind[]>
}

const known = new WeakMap<Program, Privacy>()

/** Finds, once for a program, what becomes the value of a sensitive variable: also before the variable holds it. */
export function privacyOf(program: Program): Privacy {
  const before = known.get(program)
  if (before) return before
  const privacy = find(program)
  known.set(program, privacy)
  return privacy
}

function find(program: Program): Privacy {
  const ops = Object.entries(program.ops)
  const names = new Set<string>()
  for (const { name, sensitive } of variablesIn(program)) if (sensitive) names.add(name)
  const sources = ops.flatMap(([id, op]) => sourcesOf(op, names).map((path) => ({ id, path })))
  const values = new Set<string>()
  const heardAt = new Set<OpId>()
  for (const { id, path } of sources) {
    const [root, scope = '', field = ''] = path.split('.')
    if (root === 'nodes') values.add(`${scope}.${field}`)
    if (root === 'input') heardAt.add(id)
  }
  for (const [, op] of ops) {
    for (const name of readBack(op)) values.add(`${program.scopes[op.node] ?? ''}.${name}`)
  }
  const nodes = new Set(listenersBefore(program, heardAt))
  for (const [, op] of ops) {
    const scope = program.scopes[op.node]
    const isRead = scope !== undefined && [...values].some((one) => one.startsWith(`${scope}.`))
    if (isRead && waitsFor(op) === 'caller') nodes.add(op.node)
  }
  return { names, nodes, values, personal: personalOf(ops) }
}

const variablesIn = (program: Program) => [
  ...program.variables,
  ...Object.values(program.ops).flatMap((op) => (op.op === 'call' ? op.variables : [])),
]

/** Names that an op puts into sensitive variables. */
function sourcesOf(op: Op, sensitive: ReadonlySet<string>): readonly string[] {
  if (op.op === 'set') {
    return op.assign
      .filter(({ variable }) => sensitive.has(variable))
      .flatMap(({ value }) => variablesOf(value, 'template'))
  }
  if (op.op !== 'call') return []
  return op.inputs
    .filter(({ variable }) => sensitive.has(variable))
    .flatMap(({ value }) => variablesOf(value, 'template'))
}

/** Under which names sensitive variables of a subflow come back. */
const readBack = (op: Op): readonly string[] =>
  op.op === 'call'
    ? op.outputs
        .filter(({ variable }) =>
          op.variables.some((one) => one.name === variable && one.sensitive),
        )
        .map(({ name }) => name)
    : []

/** Steps that listened last before one of these ops. */
function listenersBefore({ ops }: Program, targets: ReadonlySet<OpId>): readonly string[] {
  if (targets.size === 0) return []
  const before = new Map<OpId, OpId[]>()
  for (const [id, op] of Object.entries(ops)) {
    for (const next of waysOf(op)) before.set(next, [...(before.get(next) ?? []), id])
  }
  const found = new Set<string>()
  const seen = new Set<OpId>()
  const open = [...targets]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const from of before.get(id) ?? []) {
      const op = ops[from]
      if (!op || seen.has(from)) continue
      seen.add(from)
      if (waitsFor(op) === 'caller') found.add(op.node)
      else open.push(from)
    }
  }
  return [...found]
}

const personalOf = (
  ops: readonly (readonly [OpId, Op])[],
): ReadonlyMap<string, readonly PersonalKind[]> =>
  new Map(
    ops.flatMap(([, op]) => {
      const kinds = op.op === 'model' ? personalKindsOf(op.guards ?? []) : []
      return kinds.length > 0 ? [[op.node, kinds] as const] : []
    }),
  )
