import type { Document, Verb } from '../fml/fml.ts'
import type { GatherOp, ModelOp, Op, OpId, Program } from './program.ts'

/** What one turn answers: from where a call comes in to its next wait or branch, with the templates' holes. */
export interface Page {
  readonly entry: OpId
  /** Node whose op begins it. */
  readonly node: string
  readonly document: Document
}

const action = '/hooks/voice/{CallSid}/{Turn}'

/** The FML of a program, page by page, in the order a call meets them. */
export function pagesOf(program: Program): readonly Page[] {
  const pages: Page[] = []
  const seen = new Set<OpId>()
  const open = [program.entry]
  for (let entry = open.shift(); entry !== undefined; entry = open.shift()) {
    if (seen.has(entry) || !Object.hasOwn(program.ops, entry)) continue
    seen.add(entry)
    const { verbs, next } = pageFrom(program, entry)
    if (verbs.length > 0)
      pages.push({ entry, node: program.ops[entry]?.node ?? '', document: { verbs } })
    open.push(...next)
  }
  return pages
}

function pageFrom(program: Program, entry: OpId): { verbs: Verb[]; next: readonly OpId[] } {
  const verbs: Verb[] = []
  const passed = new Set<OpId>()
  let id = entry
  while (!passed.has(id)) {
    passed.add(id)
    const op = program.ops[id]
    if (!op) return { verbs, next: [] }
    const verb = verbOf(program, op)
    if (verb) verbs.push(verb)
    const ways = waysOf(op)
    const only = ways[0]
    if (waits(op) || ways.length !== 1 || only === undefined) {
      if (op.op === 'end') verbs.push({ type: 'hangup', ...idOf(op.node) })
      else if (verbs.length > 0 && !isListening(op)) verbs.push({ type: 'redirect', url: action })
      return { verbs, next: ways }
    }
    id = only
  }
  return { verbs, next: [] }
}

const idOf = (node: string) => (node === '' ? {} : { id: node })
const waits = (op: Op): boolean =>
  ['gather', 'request', 'model', 'branch', 'count', 'end'].includes(op.op)
const isListening = (op: Op): boolean => op.op === 'gather' || op.op === 'model'

function verbOf(program: Program, op: Op): Verb | null {
  const voice = program.voice === '' ? {} : { voice: program.voice }
  switch (op.op) {
    case 'say':
    case 'end':
      return op.text === '' ? null : { type: 'say', ...idOf(op.node), text: op.text, ...voice }
    case 'play':
      return { type: 'play', id: op.node, url: op.url }
    case 'pause':
      return { type: 'pause', id: op.node, length: op.length / 1_000 }
    case 'gather':
      return gatherOf(
        program,
        op,
        op,
        op.prompt.map((part) => part.say),
      )
    case 'model':
      return gatherOf(program, op, op.listening, [op.greeting || '{{ the agent’s next sentence }}'])
    default:
      return null
  }
}

function gatherOf(
  program: Program,
  op: GatherOp | ModelOp,
  listening: ModelOp['listening'],
  prompts: readonly string[],
): Verb {
  return {
    type: 'gather',
    id: op.node,
    input: listening.input,
    ...(listening.numDigits === undefined ? {} : { numDigits: listening.numDigits }),
    ...(listening.finishOnKey === undefined ? {} : { finishOnKey: listening.finishOnKey }),
    timeout: listening.timeout / 1_000,
    ...(listening.hints && listening.hints.length > 0 ? { hints: listening.hints } : {}),
    ...(listening.grammar ? { grammar: listening.grammar } : {}),
    ...(listening.input.includes('speech') ? { language: program.language } : {}),
    bargeIn: listening.bargeIn,
    action,
    prompt: prompts.filter(Boolean).map((text) => ({ type: 'say', text })),
  }
}

function waysOf(op: Op): readonly OpId[] {
  switch (op.op) {
    case 'goto':
      return [op.to]
    case 'branch':
      return [...op.rules.map((rule) => rule.to), op.else]
    case 'count':
      return [op.under, op.over.noInput, op.over.noMatch]
    case 'request':
      return Object.values(op.ports)
    case 'model':
      return [...op.exits.map((exit) => exit.to), ...Object.values(op.ports)]
    case 'end':
      return []
    default:
      return [op.next]
  }
}
