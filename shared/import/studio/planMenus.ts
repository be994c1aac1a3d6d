import { toNumber, toText } from '../text/values.ts'
import type { Condition, Transition, Widget } from './readStudio.ts'

export interface MenuOption {
  readonly key: string
  readonly phrases: readonly string[]
  readonly to: Transition
}

/** A gather and the splits behind it, as one menu. */
export interface MenuPlan {
  readonly options: readonly MenuOption[]
  readonly noMatch: Transition | undefined
  /** Names of the splits that are part of it. */
  readonly folded: ReadonlySet<string>
  /** Transitions that lead into the folded splits, or that share the way out of another. */
  readonly inner: ReadonlySet<Transition>
  /** Transitions that have no place of their own in a menu, and why. */
  readonly lost: ReadonlyMap<Transition, string>
  readonly how: readonly string[]
}

/** What a menu can hold. */
const most = { options: 30, phrases: 30, phrase: 200 }

/** Plans which gathers become menus: those whose answer is only compared with single keys and phrases. */
export function planMenus(
  widgets: readonly Widget[],
  initial: string | null,
): ReadonlyMap<string, MenuPlan> {
  const graph = graphOf(widgets, initial)
  const plans = new Map<string, MenuPlan>()
  for (const widget of widgets) {
    const plan = widget.type === 'gather-input-on-call' ? planMenu(widget, graph) : null
    if (plan) plans.set(widget.name, plan)
  }
  return plans
}

interface Graph {
  readonly byName: ReadonlyMap<string, Widget>
  /** Names of the widgets from which one is entered; '' for the start. */
  readonly sources: ReadonlyMap<string, ReadonlySet<string>>
  /** For `gather.digits`: names of the widgets that read it. */
  readonly readers: ReadonlyMap<string, ReadonlySet<string>>
}

function graphOf(widgets: readonly Widget[], initial: string | null): Graph {
  const sources = new Map<string, Set<string>>()
  const readers = new Map<string, Set<string>>()
  const add = (map: Map<string, Set<string>>, key: string, name: string) => {
    const known = map.get(key)
    if (known) known.add(name)
    else map.set(key, new Set([name]))
  }
  if (initial !== null) add(sources, initial, '')
  for (const widget of widgets) {
    for (const { next } of widget.transitions) if (next !== null) add(sources, next, widget.name)
    const text = JSON.stringify([widget.properties, widget.transitions])
    for (const [, name = '', value = ''] of text.matchAll(
      /\bwidgets(?:\.|\[[\\'"]+)([\w-]+)(?:[\\'"]+\])?(?:\.|\[[\\'"]+)(\w+)/g,
    )) {
      add(readers, `${name}.${value.toLowerCase()}`, widget.name)
    }
  }
  return { byName: new Map(widgets.map((widget) => [widget.name, widget])), sources, readers }
}

/** One way out of a split: by a key or a phrase. */
interface Entry {
  readonly by: 'key' | 'phrase'
  readonly value: string
  readonly to: Transition
}

const eventOf = (widget: Widget, event: string): readonly Transition[] =>
  widget.transitions.filter((one) => one.event.toLowerCase() === event)

function planMenu(gather: Widget, graph: Graph): MenuPlan | null {
  const keys = eventOf(gather, 'keypress')
  const ownKeys = keys.filter((one) => one.conditions.length > 0)
  const keypress = keys.find((one) => one.conditions.length === 0 && one.next !== null)
  const speech = eventOf(gather, 'speech').find((one) => one.next !== null)
  const byKey = foldOf(gather, keypress, graph)
  const bySpeech = speech?.next === keypress?.next ? byKey : foldOf(gather, speech, graph)
  if (keypress && !byKey) return null
  if (!keypress && ownKeys.length === 0 && !bySpeech) return null
  // What a caller says leads somewhere else: a menu of keys would not listen for it.
  if (speech && !bySpeech) return null
  const own = ownKeys.flatMap((to) => entriesFor(to, to.conditions[0], 'key') ?? [])
  const folds = [...new Set([byKey, bySpeech].flatMap((fold) => (fold ? [fold] : [])))]
  const folded = new Set(folds.map((fold) => fold.split.name))
  const { options, lost } = optionsOf([...own, ...folds.flatMap((fold) => fold.entries)])
  const hasPhrases = options.some((option) => option.phrases.length > 0)
  if (!fits(options) || readElsewhere(gather, 'speechresult', folded, graph)) return null
  if (readElsewhere(gather, 'digits', folded, graph) && hasPhrases) return null
  const noMatches = folds.flatMap(({ split }) => eventOf(split, 'nomatch'))
  const noMatch = noMatches.find((one) => one.next !== null) ?? noMatches[0]
  for (const other of noMatches.filter((one) => one.next !== noMatch?.next)) {
    lost.set(other, 'a menu has one way out for keys and words it does not know')
  }
  const entries = [...own, ...folds.flatMap((fold) => fold.entries)]
  const merged = [...entries.map(({ to }) => to), ...noMatches].filter((one) => !lost.has(one))
  return {
    options,
    noMatch,
    folded,
    inner: new Set([keypress, speech, ...merged].flatMap((one) => (one ? [one] : []))),
    lost,
    how: howOf(gather, options, hasPhrases),
  }
}

const fits = (options: readonly MenuOption[]): boolean =>
  options.length > 0 &&
  options.length <= most.options &&
  options.every((option) => option.phrases.length <= most.phrases)

function howOf(
  gather: Widget,
  options: readonly MenuOption[],
  hasPhrases: boolean,
): readonly string[] {
  const digits = toNumber(
    gather.properties['number_of_digits'] ??
      gather.properties['num_digits'] ??
      gather.properties['numDigits'],
  )
  const finish = toText(gather.properties['finish_on_key'])
  const hasKeys = options.some((option) => option.key !== '')
  return [
    ...(hasKeys && digits !== 1
      ? ['the first key chooses at once; the source waited for more keys']
      : []),
    ...(finish !== '' && options.some((option) => option.key === finish)
      ? [`key ${finish} chooses; in the source it only ended the input`]
      : []),
    ...(hasPhrases ? ['a phrase also counts inside a longer sentence'] : []),
  ]
}

const readElsewhere = (
  gather: Widget,
  value: string,
  folded: ReadonlySet<string>,
  graph: Graph,
): boolean =>
  [...(graph.readers.get(`${gather.name}.${value}`) ?? [])].some((name) => !folded.has(name))

interface Fold {
  readonly split: Widget
  readonly entries: readonly Entry[]
}

/** The split behind a transition, if it only compares this gather's answer and is entered from nowhere else. */
function foldOf(gather: Widget, transition: Transition | undefined, graph: Graph): Fold | null {
  const split = transition?.next == null ? undefined : graph.byName.get(transition.next)
  if (split?.type !== 'split-based-on') return null
  const sources = graph.sources.get(split.name)
  if (sources?.size !== 1 || !sources.has(gather.name)) return null
  const entries: Entry[] = []
  for (const one of split.transitions) {
    if (one.event.toLowerCase() === 'nomatch') continue
    const [condition, ...more] = one.conditions
    if (one.event.toLowerCase() !== 'match' || !condition || more.length > 0) return null
    const by = subjectOf(condition.argument || toText(split.properties['input']), gather.name)
    const found = by && entriesFor(one, condition, by)
    if (!found) return null
    entries.push(...found)
  }
  return entries.length > 0 ? { split, entries } : null
}

function subjectOf(argument: string, gather: string): Entry['by'] | null {
  const [, name, value = ''] =
    /^\s*\{\{-?\s*widgets\.([\w-]+)\.(\w+)\s*-?\}\}\s*$/.exec(argument) ?? []
  if (name !== gather) return null
  const subjects: Readonly<Record<string, Entry['by']>> = { digits: 'key', speechresult: 'phrase' }
  return subjects[value.toLowerCase()] ?? null
}

function entriesFor(
  to: Transition,
  condition: Condition | undefined,
  by: Entry['by'],
): readonly Entry[] | null {
  if (!condition) return null
  const isList = condition.type === 'matches_any_of'
  const isOne = ['equal_to', ...(by === 'phrase' ? ['contains'] : [])].includes(condition.type)
  const ownKey = condition.type === '' && by === 'key'
  if (!isList && !isOne && !ownKey) return null
  const value = condition.value || (ownKey ? condition.argument : '')
  const values = (isList ? value.split(',') : [value]).map((one) => one.trim()).filter(Boolean)
  const fits = (one: string) =>
    by === 'key' ? /^[0-9*#]$/.test(one) : one.length <= most.phrase && /[\p{L}\p{N}]/u.test(one)
  if (values.length === 0 || !values.every((one) => fits(one) && !/[{}%$]/.test(one))) return null
  return values.map((one) => ({ by, value: one, to }))
}

/** Keys get an option each; phrases join the option that leads to the same place. */
function optionsOf(entries: readonly Entry[]): {
  readonly options: readonly MenuOption[]
  readonly lost: Map<Transition, string>
} {
  const options: { key: string; phrases: string[]; to: Transition }[] = []
  const lost = new Map<Transition, string>()
  const keys = new Set<string>()
  const phrases = new Set<string>()
  for (const { by, value, to } of entries) {
    const seen = by === 'key' ? keys : phrases
    const folded = value.toLowerCase()
    if (seen.has(folded)) lost.set(to, `an earlier condition already takes “${value}”`)
    else if (by === 'key') options.push({ key: value, phrases: [], to })
    else {
      const known = options.find((one) => one.to === to || leadsAlike(one, value, to))
      if (known) known.phrases.push(value)
      else options.push({ key: '', phrases: [value], to })
    }
    seen.add(folded)
  }
  return { options, lost }
}

/** Whether a phrase may join an option: both lead to the same widget, or the phrase is the key and both lead nowhere. */
const leadsAlike = (
  option: { readonly key: string; readonly to: Transition },
  phrase: string,
  to: Transition,
): boolean => option.to.next === to.next && (to.next !== null || option.key === phrase)
