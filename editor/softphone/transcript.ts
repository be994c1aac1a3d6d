import { z } from 'zod'
import type { CallRow } from '#shared/api/api.ts'
import { type Delay, delaySchema } from '#shared/api/delays.ts'
import type { Passage } from '#shared/session/event.ts'
import { agentNote } from '../calls/agentNote.ts'
import { outsideNote } from '../calls/outsideNote.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'

/** One line of a conversation as people read it. */
export type Line =
  | { readonly type: 'said'; readonly seq: number; readonly text: string; readonly cut: boolean }
  | {
      readonly type: 'heard'
      readonly seq: number
      readonly text: string
      readonly how: 'voice' | 'typed' | 'keys'
      /** Which recogniser, and how sure it was. */
      readonly note: string
    }
  | { readonly type: 'delay'; readonly seq: number; readonly delay: Delay }
  | { readonly type: 'note'; readonly seq: number; readonly text: string }
  /** Where a recording can be heard. */
  | { readonly type: 'recording'; readonly seq: number; readonly url: string }
  /** What an agent was given to answer from. */
  | { readonly type: 'sources'; readonly seq: number; readonly passages: readonly Passage[] }
  | { readonly type: 'problem'; readonly seq: number; readonly text: string }

export interface Transcript {
  readonly lines: readonly Line[]
  /** Words being spoken by the caller right now. */
  readonly partial: string
  readonly lastSeq: number
  readonly isOver: boolean
  readonly outcome: string | null
}

export const emptyTranscript: Transcript = {
  lines: [],
  partial: '',
  lastSeq: 0,
  isOver: false,
  outcome: null,
}

const text = (row: CallRow, key: string): string => {
  const value = row.data[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
const number = (row: CallRow, key: string): number => {
  const value = row.data[key]
  return typeof value === 'number' ? value : 0
}

/** Adds a row of a call's history; rows already seen change nothing. */
export function addRow(transcript: Transcript, row: CallRow): Transcript {
  if (row.seq <= transcript.lastSeq) return transcript
  const next = { ...transcript, lastSeq: row.seq }
  const rule = rules[row.type]
  return rule ? { ...next, ...rule(next, row) } : next
}

type Change = Partial<Transcript>
type Rule = (transcript: Transcript, row: CallRow) => Change

const plus = ({ lines }: Transcript, line: Line): Change => ({ lines: [...lines, line] })
const note = (transcript: Transcript, row: CallRow, words: string): Change =>
  plus(transcript, { type: 'note', seq: row.seq, text: words })

const rules: Readonly<Record<string, Rule>> = {
  'verb.started': (transcript, row) => {
    const words = text(row, 'text')
    return words === ''
      ? {}
      : plus(transcript, { type: 'said', seq: row.seq, text: words, cut: false })
  },
  bargein: ({ lines }) => ({
    lines: lines.map((line, index) =>
      line.type === 'said' && index === lines.findLastIndex(({ type }) => type === 'said')
        ? { ...line, cut: true }
        : line,
    ),
  }),
  'speech.partial': (_transcript, row) => ({ partial: text(row, 'text') }),
  'speech.final': (transcript, row) => ({
    ...heard(transcript, row, 'voice', text(row, 'text'), decoderNote(row)),
    partial: '',
  }),
  text: (transcript, row) => ({
    ...heard(transcript, row, 'typed', text(row, 'text'), ''),
    partial: '',
  }),
  digit: (transcript, row) => {
    const last = transcript.lines.at(-1)
    const digit = text(row, 'digit')
    if (last?.type !== 'heard' || last.how !== 'keys')
      return heard(transcript, row, 'keys', digit, '')
    return { lines: [...transcript.lines.slice(0, -1), { ...last, text: last.text + digit }] }
  },
  // The engine reports what it hears; a call without an engine is known by what reached the flow.
  'input.received': (transcript, row) => {
    if (saidByCaller(transcript)) return {}
    const speech = text(row, 'speech')
    const digits = text(row, 'digits')
    if (digits !== '') return heard(transcript, row, 'keys', digits, '')
    if (speech !== '') return heard(transcript, row, 'typed', speech, '')
    return text(row, 'reason') === 'timeout' ? note(transcript, row, t('Silence')) : {}
  },
  delay: (transcript, row) =>
    plus(transcript, {
      type: 'delay',
      seq: row.seq,
      delay: delaySchema.parse(row.data),
    }),
  backchannel: (transcript, row) => {
    const words = text(row, 'text')
    return words === '' ? {} : note(transcript, row, t('“{words}” did not interrupt', { words }))
  },
  'caller.waits': (transcript, row) =>
    note(
      transcript,
      row,
      t('The caller asked to wait: {seconds} s of silence are allowed', {
        seconds: String(Math.round(number(row, 'ms') / 1_000)),
      }),
    ),
  'value.set': (transcript, row) => {
    const url = /\.recordingUrl$/.test(text(row, 'name')) ? playable(text(row, 'value')) : null
    return url === null ? {} : plus(transcript, { type: 'recording', seq: row.seq, url })
  },
  'effect.finished': (transcript, row) => note(transcript, row, outsideNote(text(row, 'summary'))),
  'tool.called': (transcript, row) =>
    note(
      transcript,
      row,
      agentNote({
        type: 'tool.called',
        node: '',
        tool: text(row, 'tool'),
        ok: row.data['ok'] === true,
        summary: text(row, 'summary'),
      }),
    ),
  'model.noted': (transcript, row) =>
    note(
      transcript,
      row,
      agentNote({ type: 'model.noted', node: '', message: text(row, 'message') }),
    ),
  'guard.held': (transcript, row) =>
    note(
      transcript,
      row,
      agentNote({
        type: 'guard.held',
        node: '',
        check: text(row, 'check'),
        by: text(row, 'by') === 'agent' ? 'agent' : 'caller',
        what: text(row, 'what'),
        action: 'stay',
      }),
    ),
  'knowledge.found': (transcript, row) => {
    const passages = passagesIn(row)
    return passages.length === 0
      ? {}
      : plus(transcript, { type: 'sources', seq: row.seq, passages })
  },
  'port.taken': (transcript, row) => {
    const reason = text(row, 'reason')
    return reason === '' ? {} : note(transcript, row, outsideNote(reason))
  },
  'error.caught': (transcript, row) =>
    plus(transcript, { type: 'problem', seq: row.seq, text: translate(text(row, 'message')) }),
  problem: (transcript, row) =>
    plus(transcript, {
      type: 'problem',
      seq: row.seq,
      text: [text(row, 'message'), text(row, 'remedy')].map(translate).filter(Boolean).join(' '),
    }),
  'call.ended': (_transcript, row) => ({ outcome: text(row, 'outcome') }),
  'line.ended': () => ({ isOver: true, partial: '' }),
}

const passagesSchema = z.array(
  z.object({ document: z.string(), part: z.number(), text: z.string() }),
)
const passagesIn = (row: CallRow) => passagesSchema.safeParse(row.data['passages']).data ?? []

/** The address of a recording on this server, under whatever public name it was kept; null for any other. */
function playable(url: string): string | null {
  const [path] = /\/api\/recordings\/[\w-]{1,100}$/.exec(url) ?? []
  return path ?? null
}

const heard = (
  transcript: Transcript,
  row: CallRow,
  how: 'voice' | 'typed' | 'keys',
  words: string,
  about: string,
): Change =>
  words === ''
    ? {}
    : plus(transcript, { type: 'heard', seq: row.seq, text: words, how, note: about })

/** Whether the caller has been heard since the flow spoke last. */
function saidByCaller({ lines }: Transcript): boolean {
  const last = lines.findLast(({ type }) => type === 'heard' || type === 'said')
  return last?.type === 'heard'
}

/** By what it was understood, and how surely. A decoder of a provider keeps its name. */
function decoderNote(row: CallRow): string {
  const decoder = text(row, 'decoder')
  const known = decoders()[decoder]
  const confidence = number(row, 'confidence')
  const sure =
    confidence > 0
      ? t('{share} sure', {
          share: formatCount(confidence, { style: 'percent', maximumFractionDigits: 0 }),
        })
      : ''
  return [known ?? decoder, sure].filter(Boolean).join(', ')
}

const decoders = (): Readonly<Record<string, string>> => ({
  grammar: t('one of the expected phrases'),
  general: t('free speech'),
})
