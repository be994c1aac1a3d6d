import type { Document, Verb } from '../fml/fml.ts'
import { hearsAt, listenAlso } from './listenAlso.ts'
import type { GatherOp, Listening, ModelOp, Op, OpId, Program } from './program.ts'
import { dialOf, recordOf } from './verbs.ts'
import { waysOf } from './ways.ts'

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
/** Ops that only pass on: a page runs through them. */
const passing: ReadonlySet<Op['op']> = new Set(['say', 'play', 'digits', 'pause', 'set', 'goto'])
const waits = (op: Op): boolean => !passing.has(op.op)
/** Ops whose verb comes back by its own `action`. */
const reporting: ReadonlySet<Op['op']> = new Set(['gather', 'model', 'record', 'dial', 'stream'])
const isListening = (op: Op): boolean =>
  op.op === 'model' ? op.once === undefined : reporting.has(op.op)

function verbOf(program: Program, op: Op): Verb | null {
  const voice = program.voice === '' ? {} : { voice: program.voice }
  switch (op.op) {
    case 'say':
    case 'end':
    case 'return':
      return op.text === '' ? null : { type: 'say', ...idOf(op.node), text: op.text, ...voice }
    case 'play':
      return {
        type: 'play',
        id: op.node,
        url: op.url,
        ...(op.loop === undefined ? {} : { loop: op.loop }),
      }
    case 'digits':
      return { type: 'playDigits', id: op.node, digits: op.digits }
    case 'record':
      return recordOf(op, action)
    case 'dial':
      return dialOf(op, action, (text) => text)
    case 'stream':
      return { type: 'stream', id: op.node, url: op.url, action }
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
      return op.once
        ? null
        : gatherOf(program, op, op.listening, [op.greeting || '{{ the agent’s next sentence }}'])
    default:
      return null
  }
}

function gatherOf(
  program: Program,
  op: GatherOp | ModelOp,
  own: Listening,
  prompts: readonly string[],
): Verb {
  const listeners = (program.anywhere ?? []).filter((one) => hearsAt(one, op.node))
  const listening = listenAlso(own, listeners)
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
