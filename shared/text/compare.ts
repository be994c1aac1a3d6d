import { plainWords } from './words.ts'

/** Equality as an author means it: a number equals the digits that write it, words ignore case and punctuation. */
export function isSame(left: unknown, right: unknown): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    return left === right || (plainWords(left) === plainWords(right) && plainWords(left) !== '')
  }
  if (typeof left === 'number' || typeof right === 'number') {
    const numbers = [toNumber(left), toNumber(right)]
    return numbers[0] !== null && numbers[0] === numbers[1]
  }
  if (typeof left === 'boolean' || typeof right === 'boolean') return toText(left) === toText(right)
  if ((left ?? null) === null || (right ?? null) === null) return (left ?? null) === (right ?? null)
  return JSON.stringify(left) === JSON.stringify(right)
}

/** Order as an author means it; null when two values have none. */
export function compareValues(left: unknown, right: unknown): number | null {
  const [a, b] = [toNumber(left), toNumber(right)]
  if (a !== null && b !== null) return a - b
  if (typeof left !== 'string' || typeof right !== 'string' || left === '' || right === '')
    return null
  const [x, y] = [plainWords(left), plainWords(right)]
  return x < y ? -1 : x > y ? 1 : 0
}

const toText = (value: unknown): string =>
  typeof value === 'string' ? plainWords(value) : String(value)

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.trim() === '' || value.length > 40) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}
