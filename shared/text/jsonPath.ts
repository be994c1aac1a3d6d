/** A value inside JSON: keys and places in lists, outermost first. */
export type JsonPath = readonly (string | number)[]

const part = /^(?:\.?([A-Za-z_$][\w$-]*)|\[(\d{1,6})\]|\["((?:[^"\\]|\\.)*)"\])/

/** Reads `customer.orders[0].id` or `["odd key"].x`; null when it is no path. Empty is the whole value. */
export function parseJsonPath(text: string): JsonPath | null {
  const path: (string | number)[] = []
  let rest = text.trim()
  while (rest !== '') {
    const found = part.exec(rest)
    if (!found || path.length >= 50) return null
    const [whole, name, index, quoted] = found
    if (name !== undefined) path.push(name)
    else if (index !== undefined) path.push(Number(index))
    else path.push((quoted ?? '').replace(/\\(.)/g, '$1'))
    rest = rest.slice(whole.length)
  }
  return path
}

/** A path as people write it. */
export const printJsonPath = (path: JsonPath): string =>
  path
    .map((key, at) => {
      if (typeof key === 'number') return `[${key}]`
      if (/^[A-Za-z_$][\w$-]*$/.test(key)) return at === 0 ? key : `.${key}`
      return `["${key.replace(/["\\]/g, '\\$&')}"]`
    })
    .join('')

/** The value at a path; undefined where there is none. */
export function valueAtPath(value: unknown, path: JsonPath): unknown {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = Reflect.get(found, key)
  }
  return found
}
