import type { JsonPath } from '#shared/text/jsonPath.ts'
import { plainLetters } from '#shared/text/plainLetters.ts'

/** A name for a value of an answer: its key, as templates can read it, and unlike the names that are taken. */
export function valueNameFor(path: JsonPath, taken: readonly string[]): string {
  const key = path.findLast((part) => typeof part === 'string') ?? 'value'
  const plain =
    plainLetters(String(key).replace(/([a-z0-9])([A-Z])/g, '$1_$2'))
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 50) || 'value'
  if (!taken.includes(plain)) return plain
  for (let number = 2; ; number += 1) {
    const name = `${plain}_${number}`
    if (!taken.includes(name)) return name
  }
}
