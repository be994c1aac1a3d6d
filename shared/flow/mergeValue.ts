import { sameValue } from '../sameValue.ts'

/** A value of the document; `undefined` is one that is not there. */
export type Part = unknown

/** Two people changed the same part in different ways. */
export interface Clash {
  readonly path: readonly string[]
  readonly base: Part
  readonly mine: Part
  readonly theirs: Part
}

/** Says which of two different values stands. */
export type Settle = (clash: Clash) => Part

type Fields = Readonly<Record<string, Part>>

/**
 * Merges two changes of one JSON value, as finely as its shape allows: objects by key, lists of things with an id by id,
 * everything else as a whole. What both changed differently is asked of `settle`.
 */
export function mergeValue(
  base: Part,
  mine: Part,
  theirs: Part,
  settle: Settle,
  path: readonly string[] = [],
): Part {
  if (sameValue(mine, theirs) || sameValue(base, theirs)) return mine
  if (sameValue(base, mine)) return theirs
  if (isFields(base) && isFields(mine) && isFields(theirs) && haveOneType(base, mine, theirs)) {
    const keys = new Set([...Object.keys(mine), ...Object.keys(theirs)])
    const merged = Array.from(keys, (key): [string, Part] => [
      key,
      mergeValue(own(base, key), own(mine, key), own(theirs, key), settle, [...path, key]),
    ])
    return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
  }
  if (isListOfThings(base) && isListOfThings(mine) && isListOfThings(theirs)) {
    return mergeLists(base, mine, theirs, idOf, (id, ...values) =>
      mergeValue(...values, settle, [...path, id]),
    )
  }
  return settle({ path, base, mine, theirs })
}

/**
 * Merges lists whose elements have a key. The order is that of whoever changed it (mine when both did); what only the
 * other side has comes after the element it followed there.
 */
export function mergeLists<Element>(
  base: readonly Element[],
  mine: readonly Element[],
  theirs: readonly Element[],
  keyOf: (element: Element) => string,
  merge: (
    key: string,
    base: Element | undefined,
    mine: Element | undefined,
    theirs: Element | undefined,
  ) => Part,
): Part[] {
  const [inBase, inMine, inTheirs] = [base, mine, theirs].map(
    (list) => new Map(list.map((element) => [keyOf(element), element])),
  )
  const keys = mergeOrder(base.map(keyOf), mine.map(keyOf), theirs.map(keyOf))
  return keys
    .map((key) => merge(key, inBase?.get(key), inMine?.get(key), inTheirs?.get(key)))
    .filter((value) => value !== undefined)
}

/** Keys of two lists in one order. */
export function mergeOrder(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const [lead, other] = sameValue(base, mine) ? [theirs, mine] : [mine, theirs]
  const known = new Set(lead)
  const after = new Map<string | undefined, string[]>()
  let last: string | undefined
  for (const key of other) {
    if (known.has(key)) last = key
    else after.set(last, [...(after.get(last) ?? []), key])
  }
  return [
    ...(after.get(undefined) ?? []),
    ...lead.flatMap((key) => [key, ...(after.get(key) ?? [])]),
  ]
}

const isFields = (value: Part): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (fields: Fields, key: string): Part =>
  Object.hasOwn(fields, key) ? fields[key] : undefined

/** Objects that say their `type` are merged by key only while all say the same: half of each would be neither. */
const haveOneType = (base: Fields, mine: Fields, theirs: Fields): boolean =>
  own(base, 'type') === own(mine, 'type') && own(base, 'type') === own(theirs, 'type')

type Thing = Fields & { readonly id: string }

const idOf = (thing: Thing): string => thing.id

function isListOfThings(value: Part): value is readonly Thing[] {
  if (!Array.isArray(value)) return false
  const ids = value.map((element: Part) => (isFields(element) ? own(element, 'id') : undefined))
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length
}
