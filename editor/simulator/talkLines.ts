import type { Verb } from '#shared/fml/fml.ts'
import { type FmlLine, printFmlLines } from '#shared/fml/printFml.ts'
import { canInterrupt } from '#shared/session/awaited.ts'
import {
  heardVerbs,
  type Talk,
  type TalkItem,
  type TalkMove,
  type Turn,
} from '#shared/session/converse.ts'
import type { Effect } from '#shared/session/effect.ts'
import { agentNote } from '../calls/agentNote.ts'
import { t } from '../i18n/t.ts'

/** One line of a tried-out conversation, as people read it. */
export type TalkLine = { readonly key: string } & (
  | {
      readonly type: 'said'
      readonly node: string
      readonly verb: 'say' | 'play' | 'playDigits' | 'pause'
      readonly text: string
      /** What was not heard any more, because the caller cut in. */
      readonly unheard: string
    }
  | { readonly type: 'did'; readonly move: TalkMove; readonly index: number }
  | { readonly type: 'asked'; readonly effect: Effect }
  | {
      readonly type: 'answered'
      readonly node: string
      readonly ok: boolean
      readonly text: string
    }
  | { readonly type: 'reason'; readonly node: string; readonly text: string }
  | { readonly type: 'problem'; readonly node: string; readonly text: string }
  | { readonly type: 'ended'; readonly outcome: string }
  | { readonly type: 'fml'; readonly documents: readonly AnsweredDocument[] }
)

interface AnsweredDocument {
  /** Counts round trips from the call's start. */
  readonly turn: number
  readonly lines: readonly FmlLine[]
}

/** The lines of a conversation: each turn's doings, what was heard, and the FML that said it. */
export const talkLines = ({ turns }: Pick<Talk, 'turns'>): readonly TalkLine[] =>
  turns.flatMap((turn, index) => linesOf(turn, index, heardAt(turn, turns[index + 1])))

/** Words of a turn's last prompt that were heard before the caller cut in; null: all of it. */
function heardAt({ awaits }: Turn, next: Turn | undefined): string | null {
  const move = next?.move
  if (awaits.for !== 'gather' || !move || !('heard' in move) || move.heard === undefined)
    return null
  return canInterrupt(awaits.gather, 'digits' in move ? 'dtmf' : 'speech') ? move.heard : null
}

function linesOf(turn: Turn, index: number, heard: string | null): readonly TalkLine[] {
  const documents = turn.items.flatMap((item) => (item.type === 'document' ? [item] : []))
  const last = documents.at(-1)
  const lines: TalkLine[] = turn.move
    ? [{ type: 'did', key: `${index} did`, move: turn.move, index: index - 1 }]
    : []
  turn.items.forEach((item, at) => {
    const key = `${index} ${at}`
    if (item.type === 'document') lines.push(...saidLines(item, key, item === last ? heard : null))
    else if (item.type === 'asked') lines.push({ type: 'asked', key, effect: item.effect })
    else lines.push(...traceLines(item.entry, key))
  })
  // A call ends with its last words, not before them.
  const ends = lines.filter(({ type }) => type === 'ended')
  const told: TalkLine[] = [...lines.filter(({ type }) => type !== 'ended'), ...ends]
  if (documents.length > 0) {
    told.push({
      type: 'fml',
      key: `${index} fml`,
      documents: documents.map(({ document, turn: trip }) => ({
        turn: trip,
        lines: printFmlLines(document),
      })),
    })
  }
  return told
}

type DocumentItem = Extract<TalkItem, { type: 'document' }>

function saidLines({ document }: DocumentItem, key: string, heard: string | null): TalkLine[] {
  const gather = document.verbs.at(-1)
  const prompts = gather?.type === 'gather' ? gather.prompt.length : 0
  const verbs = heardVerbs(document)
  // What may be cut short are the prompts of the last Gather.
  let left = heard === null ? Number.POSITIVE_INFINITY : wordsOf(heard).length
  return verbs.flatMap((verb, at): readonly TalkLine[] => {
    const text = textOf(verb)
    if (text === null || (verb.type !== 'pause' && text.trim() === '')) return []
    const words = wordsOf(text)
    const isPrompt = at >= verbs.length - prompts
    const count = isPrompt ? Math.min(left, words.length) : words.length
    if (isPrompt) left -= count
    return [
      {
        type: 'said',
        key: `${key} ${at}`,
        node: verb.id ?? '',
        verb: verbName(verb),
        text: count === words.length ? text : words.slice(0, count).join(' '),
        unheard: count === words.length ? '' : words.slice(count).join(' '),
      },
    ]
  })
}

function textOf(verb: Verb): string | null {
  switch (verb.type) {
    case 'say':
      return verb.text
    case 'play':
      return verb.url
    case 'playDigits':
      return verb.digits
    case 'pause':
      return String(verb.length ?? 1)
    default:
      return null
  }
}

const verbName = ({ type }: Verb) =>
  type === 'play' || type === 'playDigits' || type === 'pause' ? type : 'say'

type Entry = Extract<TalkItem, { type: 'trace' }>['entry']

function traceLines(entry: Entry, key: string): readonly TalkLine[] {
  switch (entry.type) {
    case 'effect.finished':
      return [{ type: 'answered', key, node: entry.node, ok: entry.ok, text: entry.summary }]
    case 'port.taken':
      return entry.reason ? [{ type: 'reason', key, node: entry.node, text: entry.reason }] : []
    case 'error.caught':
      return [{ type: 'problem', key, node: entry.node, text: entry.message }]
    case 'tool.called':
    case 'model.noted':
    case 'model.used':
    case 'guard.held':
      return [{ type: 'reason', key, node: entry.node, text: agentNote(entry) }]
    case 'knowledge.found': {
      const documents = [...new Set(entry.passages.map(({ document }) => document))].join(', ')
      return [
        {
          type: 'reason',
          key,
          node: entry.node,
          text: t('Looked up in {documents}', { documents }),
        },
      ]
    }
    case 'call.ended':
      return [{ type: 'ended', key, outcome: entry.outcome }]
    default:
      return []
  }
}

export const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

/** The words of what is being spoken that can be cut short: the last Gather's. */
export const promptWords = ({ awaits }: Pick<Talk, 'awaits'>): readonly string[] =>
  awaits.for === 'gather'
    ? awaits.gather.prompt.flatMap((verb) => (verb.type === 'say' ? wordsOf(verb.text) : []))
    : []
