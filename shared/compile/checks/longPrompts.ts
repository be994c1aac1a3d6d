import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'
import { linkOwn } from '../linkFlow.ts'
import { describeWay } from '../nodeName.ts'
import { endsPage } from '../opGraph.ts'
import { opsOf } from '../opsOf.ts'
import type { Op, OpId } from '../program.ts'
import { isInterruptible, promptsOf, secondsOf } from '../prompts.ts'
import { waysOf } from '../ways.ts'

/** Seconds after which a caller should be able to do something. */
const longest = 30

/** Stretches of speech that nobody can cut short and that go on too long. */
export const longPrompts: Check = (graph) => {
  const { ops } = linkOwn(graph)
  const spoken = opsOf(ops).flatMap(([id, op]) => {
    const seconds = ownSeconds(op)
    return seconds > 0 ? [{ id, op, seconds }] : []
  })
  const own = new Map(spoken.map(({ id, seconds }) => [id, seconds]))
  const isSpoken = (id: OpId): boolean => own.has(id)
  const seconds = runsOf(ops, own)
  const followed = new Set(spoken.flatMap(({ op }) => (goesOn(op) ? waysOf(op) : [])))
  return spoken.flatMap(({ id, op }): Diagnostic[] => {
    const run = seconds.get(id) ?? 0
    if (run <= longest || followed.has(id)) return []
    if (!graph.reachable.has(op.node)) return []
    const nodes = nodesOf(ops, id, isSpoken)
    return [
      {
        code: 'prompt.tooLong',
        severity: 'warning',
        nodeId: op.node,
        message: `${describeWay(graph, nodes)} ${nodes.length === 1 ? 'speaks' : 'speak'} for about ${Math.round(run)} seconds, and the caller cannot interrupt.`,
        hint: 'Shorten it, or say it in a menu that the caller can interrupt.',
      },
    ]
  })
}

const ownSeconds = (op: Op): number =>
  isInterruptible(op) ? 0 : promptsOf(op).reduce((sum, text) => sum + secondsOf(text), 0)
/** Whether what follows is heard without a pause in between. */
const goesOn = (op: Op): boolean => !endsPage(op)
const nextOf = (op: Op): OpId | undefined => (goesOn(op) ? waysOf(op)[0] : undefined)

/** Seconds of speech from each op that speaks to the next chance to interrupt; each op is looked at once. */
function runsOf(
  ops: Readonly<Record<OpId, Op>>,
  own: ReadonlyMap<OpId, number>,
): ReadonlyMap<OpId, number> {
  const seconds = new Map<OpId, number>()
  for (const [start, first] of opsOf(ops)) {
    // Nobody asks about the others.
    if (!goesOn(first) && !own.has(start)) continue
    const way = new Set<OpId>()
    let id: OpId | undefined = start
    while (id !== undefined && !seconds.has(id) && !way.has(id)) {
      const op: Op | undefined = ops[id]
      if (!op) break
      way.add(id)
      id = nextOf(op)
    }
    let run = id === undefined ? 0 : (seconds.get(id) ?? 0)
    for (const one of [...way].reverse()) {
      run += own.get(one) ?? 0
      seconds.set(one, run)
    }
  }
  return seconds
}

function nodesOf(
  ops: Readonly<Record<OpId, Op>>,
  from: OpId,
  isSpoken: (id: OpId) => boolean,
): readonly string[] {
  const passed = new Set<OpId>()
  const nodes = new Set<string>()
  let id: OpId | undefined = from
  while (id !== undefined && !passed.has(id)) {
    passed.add(id)
    const op: Op | undefined = ops[id]
    if (!op) break
    if (isSpoken(id) && op.node !== '') nodes.add(op.node)
    id = nextOf(op)
  }
  return [...nodes]
}
