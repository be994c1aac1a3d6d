import { quoteLiquid } from './quoteLiquid.ts'

/** Comparisons that can be said in words, in the order forms offer them; `liquid` is the operator between two operands. */
export const comparisons = {
  is: { title: 'is', liquid: '==' },
  isNot: { title: 'is not', liquid: '!=' },
  mentions: { title: 'mentions', liquid: 'mentions' },
  contains: { title: 'contains', liquid: 'contains' },
  above: { title: 'is more than', liquid: '>' },
  atLeast: { title: 'is at least', liquid: '>=' },
  below: { title: 'is less than', liquid: '<' },
  atMost: { title: 'is at most', liquid: '<=' },
  isEmpty: { title: 'is empty', liquid: '== blank' },
  isNotEmpty: { title: 'is not empty', liquid: '!= blank' },
} as const
export type Comparison = keyof typeof comparisons

/** One comparison of a condition: `[vars.age] [is at least] [18]`. */
export interface ConditionRow {
  /** Dotted path. */
  readonly left: string
  readonly comparison: Comparison
  /** Compared as text or number; not used by the two `empty` comparisons. */
  readonly value: string
}

/** A condition that can be said in words: rows of which all, or one, must hold. */
export interface ConditionWords {
  readonly join: 'and' | 'or'
  readonly rows: readonly ConditionRow[]
}

/** Whether a comparison has a right side. */
export const needsValue = (comparison: Comparison): boolean => !comparison.endsWith('mpty')

const isNumber = (text: string): boolean => /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text)

/** A number as a number, everything else as text. */
const operandOf = (value: string): string =>
  isNumber(value.trim()) ? value.trim() : quoteLiquid(value)

/** One comparison as Liquid. */
export function printRow({ left, comparison, value }: ConditionRow): string {
  const { liquid } = comparisons[comparison]
  return `${left.trim()} ${liquid}${needsValue(comparison) ? ` ${operandOf(value)}` : ''}`
}

export const printCondition = ({ join, rows }: ConditionWords): string =>
  rows.map(printRow).join(` ${join} `)

const token =
  /"[^"]*"|'[^']*'|==|!=|<=|>=|<|>|[A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*|-?\d+(?:\.\d+)?|\S/g
const path = /^[A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])+$/
const symbols = new Map<string, Comparison>([
  ['==', 'is'],
  ['!=', 'isNot'],
  ['mentions', 'mentions'],
  ['contains', 'contains'],
  ['>', 'above'],
  ['>=', 'atLeast'],
  ['<', 'below'],
  ['<=', 'atMost'],
])

/** Reads Liquid back into words; null for what words cannot say without changing what it means. */
export function parseCondition(source: string): ConditionWords | null {
  const tokens = source.match(token) ?? []
  const rows: ConditionRow[] = []
  let join: ConditionWords['join'] | null = null
  for (let at = 0; at < tokens.length; at += 4) {
    const row = rowOf(tokens[at], tokens[at + 1], tokens[at + 2])
    if (!row) return null
    rows.push(row)
    const next = tokens[at + 3]
    if (next === undefined) return { join: join ?? 'and', rows }
    // Liquid reads a mixed condition from the right, which no words make clear.
    if ((next !== 'and' && next !== 'or') || (join !== null && next !== join)) return null
    join = next
  }
  return null
}

function rowOf(left = '', operator = '', right = ''): ConditionRow | null {
  const comparison = symbols.get(operator)
  if (!comparison || !path.test(left)) return null
  if (right === 'blank') {
    if (comparison === 'is') return { left, comparison: 'isEmpty', value: '' }
    return comparison === 'isNot' ? { left, comparison: 'isNotEmpty', value: '' } : null
  }
  if (/^["']/.test(right)) {
    const value = right.slice(1, -1)
    // Text that looks like a number would become one: "007" and 7 differ.
    return isNumber(value.trim()) ? null : { left, comparison, value }
  }
  if (isNumber(right) || right === 'true' || right === 'false')
    return { left, comparison, value: right }
  return null
}
