import { toText } from '../text/values.ts'
import { compareIn, pathIn } from './conditions.ts'
import type { Converted, Exit, Job } from './Job.ts'
import type { Condition, Transition } from './readStudio.ts'

/** Most rules of one branch, and most characters of a rule. */
const most = { rules: 30, when: 1_900, assign: 50 }

interface Rule {
  readonly label: string
  readonly when: string
  readonly to: Transition
}

/** split-based-on: a branch, or several behind each other. */
export function convertSplit(job: Job): Converted {
  const kept = new Map<string, string>()
  const keep = (template: string): string => {
    const known = kept.get(template)
    if (known !== undefined) return `vars.${known}`
    const count = kept.size === 0 ? '' : ` ${kept.size + 1}`
    const name = job.context.drawing.variable(`${job.widget.name} value${count}`)
    kept.set(template, name)
    return `vars.${name}`
  }
  const input = toText(job.property('input'))
  if (input !== '') job.move(input, `${job.widget.path}.properties.input`)
  const pathFor = (argument: string, at: string): string => {
    const text = job.move(argument || input, at)
    return pathIn(text) ?? keep(text)
  }
  const matches = job.widget.transitions.filter((one) => one.event.toLowerCase() !== 'nomatch')
  const rules = matches.flatMap((to) => rulesFor(job, to, pathFor, keep))
  return draw(job, rules, kept)
}

function rulesFor(
  job: Job,
  to: Transition,
  pathFor: (argument: string, at: string) => string,
  keep: (template: string) => string,
): readonly Rule[] {
  const [first] = to.conditions
  if (!first) {
    if (to.event.toLowerCase() === 'match') job.lost.set(to, 'it has no condition')
    return to.event.toLowerCase() === 'match' ? [{ label: to.event, when: '', to }] : []
  }
  let ways: readonly string[] = ['']
  for (const [index, condition] of to.conditions.entries()) {
    const at = `${to.path}.conditions.${index}`
    const value = job.move(condition.value, `${at}.value`)
    const path = pathFor(condition.argument, `${at}.arguments.0`)
    const compared = compareIn({ ...condition, value }, path, keep)
    if (compared.join === 'none') {
      job.lost.set(to, compared.why)
      return [{ label: labelOf(first), when: '', to }]
    }
    if (compared.how !== undefined) job.how.push(compared.how)
    const parts = compared.join === 'and' ? [compared.parts.join(' and ')] : compared.parts
    // Liquid knows no brackets: each way to hold is a rule of its own where there are several conditions.
    ways =
      to.conditions.length === 1
        ? parts
        : ways.flatMap((way) => parts.map((part) => and(way, part))).slice(0, 200)
  }
  return chunk(ways).map((when) => ({ label: labelOf(first), when, to }))
}

const and = (left: string, right: string): string => [left, right].filter(Boolean).join(' and ')

/** Alternatives as few rules as fit; a way that holds `and` stands alone, since Liquid reads both words alike. */
function chunk(ways: readonly string[]): readonly string[] {
  const rules: string[] = []
  for (const way of ways) {
    const last = rules.at(-1)
    const joins =
      last !== undefined && last.length + way.length < most.when && !/ and /.test(last + way)
    if (joins) rules[rules.length - 1] = `${last} or ${way}`
    else rules.push(way)
  }
  return rules
}

const labelOf = (condition: Condition): string =>
  (condition.label || `${condition.type} ${condition.value}`).slice(0, 100)

function draw(job: Job, rules: readonly Rule[], kept: ReadonlyMap<string, string>): Converted {
  const { drawing } = job.context
  const assign = [...kept].map(([value, variable]) => ({
    id: drawing.optionId('a'),
    variable,
    value: value.slice(0, 4_000),
  }))
  for (let at = 0; at < assign.length; at += most.assign) {
    job.lead('set', 'value', { assign: assign.slice(at, at + most.assign) })
  }
  const exits: Exit[] = []
  const groups = Array.from(
    { length: Math.max(1, Math.ceil(rules.length / most.rules)) },
    (_, at) => rules.slice(at * most.rules, (at + 1) * most.rules),
  )
  const nodes = groups.map((group, index) => {
    const options = group.map((rule) => ({ id: drawing.optionId('r'), rule }))
    const data = {
      rules: options.map(({ id, rule }) => ({
        id,
        label: rule.label,
        test: { type: 'liquid', when: shortEnough(job, rule) },
      })),
    }
    const node = index === 0 ? job.node('branch', data) : job.beside('branch', 'more', data)
    exits.push(...options.map(({ id, rule }): Exit => ({ node, port: id, to: rule.to })))
    return node
  })
  for (const [index, node] of nodes.entries()) {
    const following = nodes[index + 1]
    if (following === undefined) exits.push({ node, port: 'else', to: job.on('noMatch') })
    else drawing.wire(node, 'else', following)
  }
  return job.done(nodes[0] ?? '', exits)
}

function shortEnough(job: Job, rule: Rule): string {
  if (rule.when.length <= 2_000) return rule.when
  job.lost.set(rule.to, 'its condition is longer than 2,000 characters')
  return ''
}
