import type { JsonPath } from '#shared/text/jsonPath.ts'

/** A name for a value of an answer: its key, as templates can read it, and unlike the names that are taken. */
export function valueNameFor(path: JsonPath, taken: readonly string[]): string {
  const key = path.findLast((part) => typeof part === 'string') ?? 'value'
  const plain =
    String(key)
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 50) || 'value'
  if (!taken.includes(plain)) return plain
  for (let number = 2; ; number += 1) {
    const name = `${plain}_${number}`
    if (!taken.includes(name)) return name
  }
}
