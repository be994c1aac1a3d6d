import type { FlowNode } from '../flow/flow.ts'
import { sameValue } from '../sameValue.ts'
import type { FieldValue } from './change.ts'

/** One difference between the data of a step and what it was. */
export type DataChange =
  | {
      readonly type: 'field'
      readonly path: readonly string[]
      readonly before: FieldValue
      readonly after: FieldValue
    }
  | { readonly type: 'item.added' | 'item.removed' | 'order'; readonly path: readonly string[] }

type Item = FlowNode['data'] & { id: string }

/** The smallest differences between two node data; things in lists that have ids are followed by them. */
export function compareData(
  before: FieldValue,
  after: FieldValue,
  path: readonly string[] = [],
): readonly DataChange[] {
  if (sameValue(before, after)) return []
  if (isFields(before) && isFields(after)) {
    return union(Object.keys(after), Object.keys(before)).flatMap((key) =>
      compareData(before[key], after[key], [...path, key]),
    )
  }
  const [was, is] = [itemsOf(before), itemsOf(after)]
  if (was && is && was.length + is.length > 0) return compareItems(was, is, path)
  return [{ type: 'field', path, before, after }]
}

function compareItems(
  before: readonly Item[],
  after: readonly Item[],
  path: readonly string[],
): readonly DataChange[] {
  const was = new Map(before.map((item) => [item.id, item]))
  const is = new Map(after.map((item) => [item.id, item]))
  const kept = after.filter((item) => was.has(item.id))
  const inOrder = before.filter((item) => is.has(item.id))
  const changed = after.flatMap((item): readonly DataChange[] => {
    const old = was.get(item.id)
    const at = [...path, item.id]
    return old ? compareData(old, item, at) : [{ type: 'item.added', path: at }]
  })
  const removed = before
    .filter((item) => !is.has(item.id))
    .map((item): DataChange => ({ type: 'item.removed', path: [...path, item.id] }))
  const isMoved = kept.some((item, index) => item.id !== inOrder[index]?.id)
  return [...changed, ...removed, ...(isMoved ? [{ type: 'order' as const, path }] : [])]
}

/** A list in which everything has an id of its own. */
function itemsOf(value: FieldValue): readonly Item[] | null {
  if (!Array.isArray(value)) return null
  const items = value.filter(isItem)
  const ids = new Set(items.map((item) => item.id))
  return items.length === value.length && ids.size === items.length ? items : null
}

const isFields = (value: FieldValue): value is FlowNode['data'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isItem = (value: FieldValue): value is Item =>
  isFields(value) && typeof value['id'] === 'string'

const union = (first: readonly string[], second: readonly string[]): readonly string[] => [
  ...new Set([...first, ...second]),
]
