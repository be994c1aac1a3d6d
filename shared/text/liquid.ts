import {
  Context,
  defaultOperators,
  IfTag,
  isTruthy,
  Liquid,
  type Template,
  toValue,
  toValueSync,
} from 'liquidjs'
import { err, ok, type Result } from '../result.ts'
import { compareValues, isSame } from './compare.ts'
import { liquidReason } from './liquidReason.ts'
import { compilePlainCondition } from './plainCondition.ts'
import { mentions } from './words.ts'

/** Most characters a rendered template may have; the rest is cut. */
export const maxRendered = 16_000
/** Parts that one rendering may run, loops included: calls wait for each other while a template runs. */
const maxParts = 50_000
/** Milliseconds that it may take where its parts are slow ones. */
const maxTime = 250
/** Parsed templates kept; the oldest goes first. */
const maxParsed = 20_000

/** Tags a flow may use. The others read files or other templates, or leak state between renderings. */
const allowedTags = new Set(
  'assign if unless case for break continue capture comment raw echo liquid # cycle'.split(' '),
)

/** Comparisons as an author means them. */
const comparisons = {
  '==': (left: unknown, right: unknown) => isDrop(left, right) ?? isSame(left, right),
  '!=': (left: unknown, right: unknown) => !(isDrop(left, right) ?? isSame(left, right)),
  is: (left: unknown, right: unknown) => isSame(left, right),
  mentions: (left: unknown, right: unknown) => mentions(String(left ?? ''), String(right ?? '')),
  '>': (left: unknown, right: unknown) => (compareValues(left, right) ?? 0) > 0,
  '<': (left: unknown, right: unknown) => (compareValues(left, right) ?? 0) < 0,
  '>=': (left: unknown, right: unknown) => (compareValues(left, right) ?? -1) >= 0,
  '<=': (left: unknown, right: unknown) => (compareValues(left, right) ?? 1) <= 0,
}

const liquid = createLiquid()

function createLiquid(): Liquid {
  const engine = new Liquid({
    templates: {},
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: 200_000,
    renderLimit: maxTime,
    memoryLimit: 5_000_000,
    operators: { ...defaultOperators, ...comparisons },
  })
  for (const tag of Object.keys(engine.tags)) if (!allowedTags.has(tag)) delete engine.tags[tag]
  const date = engine.filters['date']
  if (typeof date === 'function') {
    // The clock is the call's: `now` in scope, not the machine's.
    engine.registerFilter('date', function (this: { context: Context }, value, ...rest) {
      const isNow = value === 'now' || value === 'today'
      return date.call(this as never, isNow ? this.context.getSync(['now']) : value, ...rest)
    })
  }
  return engine
}

/** Liquid's `blank`, `empty` and `nil` compare themselves; null when neither side is one. */
function isDrop(left: unknown, right: unknown): boolean | null {
  for (const [drop, other] of [
    [left, right],
    [right, left],
  ]) {
    if (
      typeof drop === 'object' &&
      drop !== null &&
      'equals' in drop &&
      typeof drop.equals === 'function'
    ) {
      // A drop may answer with a generator, which is never false by itself.
      return Boolean(toValueSync(drop.equals(other)))
    }
  }
  return null
}

export type TextKind = 'template' | 'condition'

/** Renders a template; the error is a sentence. Unknown values print nothing. */
export function renderTemplate(source: string, scope: object): Result<string, string> {
  if (!source.includes('{')) return ok(source)
  return attempt(() => String(render(analysed(source), scope)).slice(0, maxRendered))
}

/** How much a rendering does is counted, not only timed: the same template with the same values always ends alike. */
function render({ template, loops }: Analysed, scope: object): unknown {
  if (!loops) return liquid.renderSync(template, scope)
  const context = new Context(scope, liquid.options, { sync: true }, { liquid })
  const { renderLimit } = context
  const check = renderLimit.check.bind(renderLimit)
  let parts = 0
  renderLimit.check = (now) => {
    parts += 1
    check(parts > maxParts ? Number.POSITIVE_INFINITY : now)
  }
  return liquid.renderSync(template, context)
}

/** The value of a template that is one `{{ expression }}`, with its type; else its text. */
export function evaluateTemplate(source: string, scope: object): Result<unknown, string> {
  const expression = /^\s*\{\{-?((?:[^{}'"]|'[^']*'|"[^"]*")*?)-?\}\}\s*$/.exec(source)?.[1]
  if (expression === undefined) return renderTemplate(source, scope)
  return attempt(() => toValue(liquid.evalValueSync(expression.trim(), scope)) ?? null)
}

/** Whether a condition holds. */
export function evaluateCondition(source: string, scope: object): Result<boolean, string> {
  return attempt(() => conditionOf(source)(scope))
}

type Condition = (scope: object) => boolean

const conditions = new Map<string, Condition>()

function conditionOf(source: string): Condition {
  const known = conditions.get(source)
  if (known) return known
  const template = parsed(asTemplate(source, 'condition'))
  const plain = compilePlainCondition(source, comparisons, liquid.options.operators)
  const condition = plain ?? ((scope) => holds(template, scope))
  keep(conditions, source, condition)
  return condition
}

/** What rendering the tag does, without rendering. */
function holds(template: Template[], scope: object): boolean {
  const [tag] = template
  const [branch] = tag instanceof IfTag ? tag.branches : []
  if (!branch || template.length > 1) return liquid.renderSync(template, scope) === '1'
  const context = new Context(scope, liquid.options, { sync: true }, { liquid })
  const value = toValueSync(branch.value.value(context, liquid.options.lenientIf))
  return isTruthy(toValue(value), context)
}

/** What is wrong with a text's syntax, or null; `position` counts characters from its start. */
export function checkTemplate(
  source: string,
  kind: TextKind,
): { readonly message: string; readonly position: number } | null {
  if (kind === 'condition' && /[%{}]/.test(source)) {
    return { message: 'a condition has no braces', position: source.search(/[%{}]/) }
  }
  if (kind === 'condition' && danglingOperator.test(source)) {
    return { message: 'the condition ends too early', position: source.length }
  }
  if (kind === 'template' && !source.includes('{')) return null
  try {
    parsed(asTemplate(source, kind))
    return null
  } catch (error) {
    const before = kind === 'condition' ? conditionStart.length : 0
    return {
      message: liquidReason(sentenceOf(error)),
      position: Math.max(0, Math.min(source.length, beginOf(error) - before)),
    }
  }
}

const danglingOperator = /(==|!=|<=?|>=?|\b(and|or|is|contains|mentions))\s*$/

/** Dotted paths of the variables a text reads; an index that is computed ends its path. Empty when it does not parse. */
export function variablesOf(source: string, kind: TextKind): readonly string[] {
  if (kind === 'template' && !source.includes('{')) return []
  try {
    return analysed(asTemplate(source, kind)).variables()
  } catch {
    return []
  }
}

const pathOf = (path: readonly unknown[]): string => {
  const computed = path.findIndex((segment) => typeof segment !== 'string')
  return (computed < 0 ? path : path.slice(0, computed)).join('.')
}

const conditionStart = '{% if '
const asTemplate = (source: string, kind: TextKind): string =>
  kind === 'condition' ? `${conditionStart}${source} %}1{% endif %}` : source

interface Analysed {
  readonly template: Template[]
  /** Whether its parts may run more than once. */
  readonly loops: boolean
  /** Read once, on first need. */
  variables(): readonly string[]
}

const cache = new Map<string, Analysed>()

const parsed = (source: string): Template[] => analysed(source).template

function analysed(source: string): Analysed {
  const known = cache.get(source)
  if (known) return known
  const template = liquid.parse(source)
  let variables: readonly string[] | null = null
  const fresh: Analysed = {
    template,
    loops: /\bfor\b/.test(source),
    variables: () => {
      variables ??= liquid.globalVariableSegmentsSync(template).map(pathOf)
      return variables
    },
  }
  keep(cache, source, fresh)
  return fresh
}

/** Keeps what was made of a text; what is oldest goes when there is too much. */
function keep<Made>(kept: Map<string, Made>, source: string, made: Made): void {
  if (kept.size >= maxParsed) {
    const oldest = kept.keys().next()
    if (!oldest.done) kept.delete(oldest.value)
  }
  kept.set(source, made)
}

function attempt<Value>(run: () => Value): Result<Value, string> {
  try {
    return ok(run())
  } catch (error) {
    return err(sentenceOf(error))
  }
}

const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'not Liquid')
    .replace(/, (file:[^,]*, )?line:\d+, col:\d+$/, '')
    .replace(/\s+/g, ' ')

const beginOf = (error: unknown): number => {
  const token: unknown = error instanceof Error && 'token' in error ? error.token : null
  const begin: unknown =
    typeof token === 'object' && token !== null ? Reflect.get(token, 'begin') : 0
  return typeof begin === 'number' ? begin : 0
}
