import { type LooseValue, readLooseAt } from '../text/readLooseJson.ts'
import { type Fields, isRecord, toList, toText } from '../text/values.ts'

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
const maxPlaces = 500_000
/** Most braces before the word `states` that are tried, and most characters read for all of them. */
const maxStarts = 40
const maxRead = 25_000_000

/** Finds the flow definition in a file: alone, wrapped, as text inside JSON, or in a module or template of another language. */
export function findDefinition(text: string, whole: LooseValue | null): Found | null {
  // Pieces first: read as they stand, a text would go on behind the end of its piece.
  const pieces = joined(text)
  const found = pieces === '' ? null : searchText(pieces)
  return found ?? (whole && search(whole)) ?? searchText(text)
}

/** Longest text whose pieces are put together. */
const maxJoined = 500_000

/** Texts behind each other, as programs break long ones. */
const joined = (text: string): string =>
  text.length < maxJoined && /["']\s*\+?\s*\\?\r?\n\s*[fFrRbBuU]?["']/.test(text)
    ? text
        .replace(/'[ \t]*\+?[ \t]*\\?\r?\n\s*\+?\s*[fFrRbBuU]?'/g, '')
        .replace(/"[ \t]*\+?[ \t]*\\?\r?\n\s*\+?\s*[fFrRbBuU]?"(?=[^\n]*[^,\s])/g, '')
    : ''

interface Place {
  readonly value: unknown
  readonly at: string
  readonly title: string
}

interface Finding extends Place {
  readonly value: Fields
  readonly holes: readonly string[]
}

function search(read: LooseValue): Found | null {
  return foundOf(definitionsIn(read))
}

/** The first flow that calls enter; where there is none, the first that looks like one of Studio. */
function foundOf(all: readonly Finding[]): Found | null {
  const first = all.find(takesCalls) ?? all.find(hasWidgets) ?? all[0]
  return first
    ? {
        definition: first.value,
        title: first.title,
        at: first.at,
        holes: first.holes,
        others: all.filter((one) => one !== first && hasWidgets(one)).map(nameOf),
      }
    : null
}

const nameOf = ({ at, title }: Place): string => [at, title].filter(Boolean).join(', ')

const hasWidgets = ({ value }: Finding): boolean =>
  toList(value['states']).some((state) => isRecord(state) && 'type' in state)

const takesCalls = ({ value }: Finding): boolean =>
  toList(value['states']).some(
    (state) =>
      isRecord(state) &&
      state['type'] === 'trigger' &&
      toList(state['transitions']).some(
        (one) => isRecord(one) && one['event'] === 'incomingCall' && toText(one['next']) !== '',
      ),
  )

/** Breadth first, so that the outermost definition wins. */
function definitionsIn({ value, holes }: LooseValue): readonly Finding[] {
  const open: Place[] = [{ value, at: '', title: '' }]
  const found: Finding[] = []
  for (let next = 0; next < open.length && next < maxPlaces; next++) {
    const place = open[next]
    if (!place) break
    if (isDefinition(place.value)) found.push({ ...place, value: place.value, holes })
    else for (const inner of placesIn(place)) open.push(inner)
  }
  return found
}

const isDefinition = (value: unknown): value is Fields =>
  isRecord(value) && Array.isArray(value['states'])

function placesIn({ value, at, title }: Place): readonly Place[] {
  if (typeof value === 'string') {
    if (!/^\s*[[{]/.test(value) || !value.includes('states')) return []
    const read = readLooseAt(value, value.search(/[[{]/))
    return read.ok ? [{ value: read.value.value, at, title }] : []
  }
  if (typeof value !== 'object' || value === null) return []
  const named = isRecord(value)
    ? toText(
        value['friendly_name'] ?? value['friendlyName'] ?? value['FriendlyName'] ?? value['name'],
      )
    : ''
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' || typeof inner === 'string'
      ? [{ value: inner, at: at === '' ? key : `${at}.${key}`, title: named || title }]
      : [],
  )
}

/** Definitions in a text of another kind, by the word `states`; the braces before it are tried, the nearest first. */
function searchText(text: string): Found | null {
  const word = /(\\*["']?)\bstates\1\s*\)?\s*[:=]\s*\(?\s*\[/g
  const found: Finding[] = []
  let budget = maxRead
  let from = 0
  let counted = 0
  let line = 1
  const lineOf = (offset: number): string => {
    line += text.slice(counted, offset).split('\n').length - 1
    counted = offset
    return `line ${line}`
  }
  for (let match = word.exec(text); match !== null && budget > 0; match = word.exec(text)) {
    const read = match[1]?.startsWith('\\')
      ? readQuoted(text, match.index, from)
      : readAround(text, match.index, from)
    budget -= read.cost
    if (!read.value) continue
    const where = lineOf(read.start)
    for (const one of definitionsIn(read.value)) {
      found.push({ ...one, at: [one.at, where].filter(Boolean).join(', ') })
    }
    from = read.end
    word.lastIndex = read.end
  }
  return foundOf(found)
}

interface Reading {
  readonly value: LooseValue | null
  readonly start: number
  readonly end: number
  /** Characters looked at. */
  readonly cost: number
}

/** Far enough back for what a flow says before its states. */
const maxLookBack = 200_000

function readAround(text: string, states: number, from: number): Reading {
  const low = Math.max(from, states - maxLookBack)
  const window = text.slice(low, states)
  let cost = window.length
  let start = window.length
  for (let tries = 0; tries < maxStarts && start > 0 && cost < maxRead; tries++) {
    start = window.lastIndexOf('{', start - 1)
    if (start < 0) break
    const read = readLooseAt(text, low + start)
    cost += (read.ok ? read.value.end : read.error) - low - start
    if (read.ok && read.value.end > states && definitionsIn(read.value).length > 0) {
      return { value: read.value, start: low + start, end: read.value.end, cost }
    }
  }
  return { value: null, start: states, end: states, cost }
}

/** A definition written as a text, with its quotes escaped. */
function readQuoted(text: string, states: number, from: number): Reading {
  const low = Math.max(from, states - maxLookBack)
  const window = text.slice(low, states)
  let start = window.lastIndexOf('"')
  while (start > 0 && window[start - 1] === '\\') start = window.lastIndexOf('"', start - 1)
  if (start < 0) return { value: null, start: states, end: states, cost: window.length }
  const read = readLooseAt(text, low + start)
  const end = read.ok ? read.value.end : states
  const value = read.ok ? { ...read.value, value: [read.value.value] } : null
  const isIt = value !== null && end > states && definitionsIn(value).length > 0
  const cost = window.length + Math.max(0, end - low - start)
  return { value: isIt ? value : null, start: low + start, end: isIt ? end : states, cost }
}
