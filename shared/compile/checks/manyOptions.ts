import type { Diagnostic } from '../../diagnostic.ts'
import type { Check } from '../check.ts'
import { linkOwn } from '../linkFlow.ts'
import { quoteName } from '../nodeName.ts'
import { opsOf } from '../opsOf.ts'

/** Choices that a caller can keep in mind while listening. */
const most = 5

/** Menus with more options than a caller remembers. */
export const manyOptions: Check = (graph) => {
  const { ops } = linkOwn(graph)
  const seen = new Set<string>()
  return opsOf(ops).flatMap(([, op]): readonly Diagnostic[] => {
    if (op.op !== 'gather' || seen.has(op.node)) return []
    const reader = ops[op.next]
    if (reader?.op !== 'branch' || reader.node !== op.node || reader.rules.length <= most) return []
    const choices = new Set(
      reader.rules.filter((rule) => /\binput\./.test(rule.when)).map((rule) => rule.port),
    )
    if (choices.size <= most) return []
    seen.add(op.node)
    return [
      {
        code: 'menu.manyOptions',
        severity: 'warning',
        nodeId: op.node,
        path: 'options',
        message: `${quoteName(graph, op.node)} offers ${choices.size} options: callers keep about ${most} in mind.`,
        hint: 'Put some of them into a second menu.',
      },
    ]
  })
}
