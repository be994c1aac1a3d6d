import { type LooseValue, readLooseAt } from '../text/readLooseJson.ts'
import { type Fields, isRecord, toText } from '../text/values.ts'

/** A Studio flow definition inside a file. */
export interface Found {
  readonly definition: Fields
  /** Name of the flow, where the wrapping says it. */
  readonly title: string
  /** Where in the file it stands: empty for the whole file, else `definition`, `flows.0.definition`. */
  readonly at: string
  /** Holes of a template around it. */
  readonly holes: readonly string[]
  /** Where other definitions stand that were left alone. */
  readonly others: readonly string[]
}

/** Most places that are looked at. */
const maxPlaces = 20_000
const maxStarts = 40

/** Finds the flow definition in a file: alone, wrapped, as text inside JSON, or in a module or template of another language. */
export function findDefinition(text: string, whole: LooseValue | null): Found | null {
  const inside = whole && search(whole)
  if (inside) return inside
  // The braces before the word `states`, the nearest first.
  const states = text.search(/["']?\bstates["']?\s*[:=]\s*\[/)
  let start = states
  for (let tries = 0; tries < maxStarts && start > 0; tries++) {
    start = text.lastIndexOf('{', start - 1)
    if (start < 0) return null
    const read = readLooseAt(text, start)
    const found = read.ok && read.value.end > states ? search(read.value) : null
    if (found) return { ...found, at: found.at || `offset ${start}` }
  }
  return null
}

interface Place {
  readonly value: unknown
  readonly at: string
  readonly title: string
}

/** Breadth first, so that the outermost definition wins. */
function search({ value, holes }: LooseValue): Found | null {
  const open: Place[] = [{ value, at: '', title: '' }]
  const found: Place[] = []
  for (let next = 0; next < open.length && next < maxPlaces; next++) {
    const place = open[next]
    if (!place) break
    if (isDefinition(place.value)) found.push(place)
    else open.push(...placesIn(place).slice(0, maxPlaces))
  }
  const [first] = found
  return first && isRecord(first.value)
    ? {
        definition: first.value,
        title: first.title,
        at: first.at,
        holes,
        others: found.slice(1).map((place) => place.at),
      }
    : null
}

const isDefinition = (value: unknown): boolean => isRecord(value) && Array.isArray(value['states'])

function placesIn({ value, at, title }: Place): readonly Place[] {
  if (typeof value === 'string') {
    if (!/^\s*\{/.test(value) || !value.includes('states')) return []
    const read = readLooseAt(value, value.indexOf('{'))
    return read.ok ? [{ value: read.value.value, at, title }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  const named = isRecord(value)
    ? toText(value['friendly_name'] ?? value['friendlyName'] ?? value['name'])
    : ''
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' || typeof inner === 'string'
      ? [{ value: inner, at: at === '' ? key : `${at}.${key}`, title: named || title }]
      : [],
  )
}
