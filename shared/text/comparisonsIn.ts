import { holesOf } from './holesOf.ts'

/** One side of a comparison. */
export type Operand =
  | { readonly type: 'path'; readonly path: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly number: number }
  /** `blank`, `true`, a filter: nothing is known of it. */
  | { readonly type: 'other' }

export interface Comparison {
  readonly left: Operand
  readonly operator: string
  readonly right: Operand
}

const token =
  /"[^"]*"|'[^']*'|==|!=|<>|<=|>=|<|>|[A-Za-z_][\w-]*(?:\.[\w-]+|\[[^\]]*\])*|-?\d+(?:\.\d+)?|\S/g
const operators = new Set(['==', '!=', '<', '>', '<=', '>=', 'is'])

/** Comparisons of values in a condition. */
export function comparisonsIn(condition: string): readonly Comparison[] {
  const tokens = condition.match(token) ?? []
  return tokens.flatMap((operator, index): Comparison[] => {
    const [left, right] = [tokens[index - 1], tokens[index + 1]]
    if (!operators.has(operator) || left === undefined || right === undefined) return []
    return [{ left: operandOf(left), operator, right: operandOf(right) }]
  })
}

/** Comparisons in the `if`, `elsif` and `unless` of a template. */
export const comparisonsInTemplate = (source: string): readonly Comparison[] =>
  source.includes('{%')
    ? holesOf(source).tags.flatMap((tag) => {
        const condition = /^(?:if|elsif|unless)\s+(.*)$/s.exec(tag)?.[1]
        return condition === undefined ? [] : comparisonsIn(condition)
      })
    : []

function operandOf(word: string): Operand {
  if (/^["']/.test(word)) return { type: 'text', text: word.slice(1, -1) }
  if (/^-?\d/.test(word)) return { type: 'number', number: Number(word) }
  return /^[A-Za-z_]/.test(word) && word.includes('.') && !word.includes('[')
    ? { type: 'path', path: word }
    : { type: 'other' }
}
