import { type Fields, isRecord, toList, toNumber, toRecord, toText } from '../text/values.ts'

export interface Condition {
  /** `equal_to`, `matches_any_of`, `regex` … */
  readonly type: string
  /** Template of what is tested. */
  readonly argument: string
  readonly value: string
  readonly label: string
}

export interface Transition {
  /** `states.3.transitions.0`. */
  readonly path: string
  readonly event: string
  /** Name of the widget it leads to; null where it is not wired. */
  readonly next: string | null
  readonly conditions: readonly Condition[]
  /** Whether it has more conditions than are read. */
  readonly isCut: boolean
}

/** A widget of Studio, read from whatever was in its place. */
export interface Widget {
  readonly path: string
  /** As the source names it; a second one of the same name gets a number. */
  readonly name: string
  readonly type: string
  readonly transitions: readonly Transition[]
  readonly properties: Fields
  readonly position: { readonly x: number; readonly y: number } | null
  /** What is wrong with how it is written. */
  readonly problems: readonly string[]
}

/** Most widgets of a flow. */
export const maxWidgets = 2_000
/** Most transitions of one widget, and most conditions of one transition. */
const maxTransitions = 2_000
const maxConditions = 200
const maxName = 180

/** Reads the widgets of a flow definition. Total: what is no widget becomes one of an unknown type. */
export function readWidgets(states: readonly unknown[]): readonly Widget[] {
  const names = new Set<string>()
  // Early exports lead to widgets by their ids.
  const sids = new Map(
    states.map((state) => [toText(toRecord(state)['sid']), toText(toRecord(state)['name']).trim()]),
  )
  return states.map((state, index) => {
    const widget = bySid(readWidget(state, index), sids)
    let { name } = widget
    for (let count = 2; names.has(name); count++) name = `${widget.name} (${count})`
    names.add(name)
    return name === widget.name
      ? widget
      : {
          ...widget,
          name,
          problems: [...widget.problems, `another widget is called ${widget.name}`],
        }
  })
}

const bySid = (widget: Widget, sids: ReadonlyMap<string, string>): Widget =>
  widget.transitions.some(({ next }) => next !== null && sids.has(next))
    ? {
        ...widget,
        transitions: widget.transitions.map((one) => ({
          ...one,
          next: one.next === null ? null : (sids.get(one.next) ?? one.next),
        })),
      }
    : widget

function readWidget(state: unknown, index: number): Widget {
  const fields = toRecord(state)
  const path = `states.${index}`
  const name = toText(fields['name']).trim().slice(0, maxName)
  const written = toText(fields['type']).trim().slice(0, 100)
  const properties = toRecord(fields['properties'])
  const transitions = toList(fields['transitions'])
  // What calls and messages enter is the trigger, even where nothing says so.
  const type = written === '' && transitions.some(isEntry) ? 'trigger' : written
  return {
    path,
    name: name || `Widget ${index + 1}`,
    type: type || 'unknown',
    transitions: transitions
      .slice(0, maxTransitions)
      .map((one, at) => readTransition(one, `${path}.transitions.${at}`)),
    properties,
    position: readPosition(properties['offset']),
    problems: [
      ...(isRecord(state) ? [] : ['it is no object']),
      ...(name === '' ? ['it has no name'] : []),
      ...(written === '' ? ['it has no type'] : []),
      ...(isRecord(fields['properties']) ? [] : ['it has no properties']),
      ...(Array.isArray(fields['transitions']) ? [] : ['it has no transitions']),
      ...(transitions.length > maxTransitions
        ? [`only ${maxTransitions} transitions are read`]
        : []),
    ],
  }
}

const isEntry = (value: unknown): boolean =>
  /^incoming(?:Call|Message|Request)$/i.test(toText(toRecord(value)['event']))

function readTransition(value: unknown, path: string): Transition {
  const fields = toRecord(value)
  const given = fields['next'] ?? ''
  const next = (typeof given === 'object' ? JSON.stringify(given) : toText(given))
    .trim()
    .slice(0, maxName)
  const conditions = toList(fields['conditions'])
  return {
    path,
    event: toText(fields['event']).trim().slice(0, 100) || 'unnamed',
    next: next === '' ? null : next,
    conditions: conditions.slice(0, maxConditions).map(readCondition),
    isCut: conditions.length > maxConditions,
  }
}

function readCondition(value: unknown): Condition {
  const fields = toRecord(value)
  const first: unknown = Array.isArray(fields['arguments'])
    ? fields['arguments'][0]
    : fields['arguments']
  return {
    type: toText(fields['type']).trim().toLowerCase(),
    argument: anyText(first),
    value: anyText(fields['value']),
    label: toText(fields['friendly_name']).trim().slice(0, 100),
  }
}

/** A text; a list of values as one writes it in the form, anything else as JSON. */
const anyText = (value: unknown): string =>
  Array.isArray(value) && value.every((one) => typeof one !== 'object')
    ? value.map(toText).join(', ')
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : toText(value)

function readPosition(value: unknown): Widget['position'] {
  const { x, y } = toRecord(value)
  const [left, top] = [toNumber(x), toNumber(y)]
  return left === null || top === null ? null : { x: left, y: top }
}
