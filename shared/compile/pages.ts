import type { Document, Verb } from '../fml/fml.ts'
import type { Linked } from './linkFlow.ts'
import { hearsAt, listenAlso } from './listenAlso.ts'
import { endsPage, waitsFor } from './opGraph.ts'
import type { GatherOp, Listening, ModelOp, Op, OpId } from './program.ts'
import { dialOf, recordOf } from './verbs.ts'
import { waysOf } from './ways.ts'

/** What one turn answers: from where a call comes in to its next wait or branch, with the templates' holes. */
export interface Page {
  readonly entry: OpId
  /** Node whose op begins it. */
  readonly node: string
  readonly document: Document
}

/** As `step` does: a document this long is cut by a Redirect, and so is a run of this many ops. */
const longPage = 40_000
const maxOps = 200

const action = '/hooks/voice/{CallSid}/{Turn}'

/** Where a verb of a page comes from. */
export interface VerbSource {
  readonly verb: Verb['type']
  /** Null for what the page itself adds: a redirect to the next turn. */
  readonly op: OpId | null
  /** Null for what belongs to no node: the error path, a redirect. */
  readonly node: string | null
}

/** A page with its source map: one entry for each verb, in order. */
export interface MappedPage extends Page {
  readonly sources: readonly VerbSource[]
}

/** The FML of a program, page by page, in the order a call meets them. */
export const pagesOf = (program: Linked): readonly Page[] =>
  mapPages(program).map(({ entry, node, document }) => ({ entry, node, document }))

/** The pages of a program with the op and node that each verb comes from. */
export function mapPages(program: Linked): readonly MappedPage[] {
  const pages: MappedPage[] = []
  const seen = new Set<OpId>()
  const open = [program.entry]
  // Grows while it is read: in the order a call meets them.
  for (const entry of open) {
    if (seen.has(entry) || !Object.hasOwn(program.ops, entry)) continue
    seen.add(entry)
    const { verbs, sources, next } = pageFrom(program, entry)
    if (verbs.length > 0) {
      pages.push({ entry, node: program.ops[entry]?.node ?? '', document: { verbs }, sources })
    }
    open.push(...next)
  }
  return pages
}

interface Walked {
  readonly verbs: Verb[]
  readonly sources: VerbSource[]
  readonly next: readonly OpId[]
}

function pageFrom(program: Linked, entry: OpId): Walked {
  const draft = new PageDraft()
  const passed = new Set<OpId>()
  for (let id = entry; ; ) {
    const op = program.ops[id]
    if (!op || passed.has(id)) return draft.leadingTo([])
    if (draft.length > longPage || passed.size >= maxOps) {
      draft.add({ type: 'redirect', url: action }, null, '')
      return draft.leadingTo([id])
    }
    passed.add(id)
    const verb = isEmpty(op) ? null : verbOf(program, op)
    if (verb) draft.add(verb, id, op.node)
    const ways = waysOf(op)
    const only = ways[0]
    if (endsPage(op) || ways.length !== 1 || only === undefined) {
      draft.close(op, id)
      return draft.leadingTo(ways)
    }
    id = only
  }
}

class PageDraft {
  private readonly verbs: Verb[] = []
  private readonly sources: VerbSource[] = []
  /** Characters, about. */
  length = 0

  add(verb: Verb, op: OpId | null, node: string): void {
    this.verbs.push(verb)
    this.sources.push({ verb: verb.type, op, node: node || null })
    this.length += 200 + ('text' in verb ? verb.text.length : 0)
  }

  /** Ends the page after an op that waits, chooses or hangs up. */
  close(op: Op, id: OpId): void {
    if (op.op === 'end') this.add({ type: 'hangup', ...idOf(op.node) }, id, op.node)
    else if (this.verbs.length > 0 && waitsFor(op) !== 'caller') {
      this.add({ type: 'redirect', url: action }, null, '')
    }
  }

  leadingTo(next: readonly OpId[]): Walked {
    return { verbs: this.verbs, sources: this.sources, next }
  }
}

const idOf = (node: string) => (node === '' ? {} : { id: node })

/** Ops that have nothing to do yet: `step` makes no verb of them either. */
function isEmpty(op: Op): boolean {
  switch (op.op) {
    case 'play':
    case 'stream':
      return op.url.trim() === ''
    case 'digits':
      return op.digits.trim() === ''
    case 'dial':
      return op.targets.every((target) => target.address.trim() === '')
    default:
      return false
  }
}

function verbOf(program: Linked, op: Op): Verb | null {
  const voice = voiceOf(program, op)
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

const ownVoiceOf = ({ voice, language }: Op) => ({
  ...(voice === undefined ? {} : { voice }),
  ...(language === undefined ? {} : { language }),
})

const voiceOf = (program: Linked, op: Op) => ({
  ...(program.voice === '' ? {} : { voice: program.voice }),
  ...ownVoiceOf(op),
})

function gatherOf(
  program: Linked,
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
    ...(listening.input.includes('speech') ? { language: op.language ?? program.language } : {}),
    bargeIn: listening.bargeIn,
    action,
    prompt: prompts.filter(Boolean).map((text) => ({ type: 'say', text, ...ownVoiceOf(op) })),
  }
}
