import { z } from 'zod'
import { valueTypes } from '../../compile/program.ts'
import type { Diagnostic } from '../../diagnostic.ts'
import { isDate } from '../../text/localTime.ts'
import { bargeInFields } from '../bargeIn.ts'
import { defineNode } from '../defineNode.ts'
import { checkText, checkVoicing, spokenText, voicing } from '../fields.ts'
import { answerHole, compileAsk } from './compileAsk.ts'

export const waysToAnswer = ['both', 'keys', 'speech'] as const

const length = z.number().int().min(1).max(100).nullable()

export const askData = z.strictObject({
  prompt: spokenText,
  /** What kind of value is asked for. */
  value: z.enum(valueTypes),
  /** How the caller may answer; free speech is always spoken. */
  by: z.enum(waysToAnswer),
  /** Fewest and most keys of digits and phone numbers, or characters of free speech; null: any. */
  minLength: length,
  maxLength: length,
  /** Least and greatest number, amount, date (`2026-12-31` or `today`) or time (`17:30`); empty: any. */
  min: z.string().max(200),
  max: z.string().max(200),
  /** Whether the value is read back and must be confirmed. */
  confirm: z.boolean(),
  /** What is said then; `{{ answer }}` is the value. Empty: a sentence of ours, in English. */
  confirmText: spokenText,
  /** Spoken at the first, second … time the caller is asked again; the last one repeats. None: the prompt. */
  retryPrompts: z.array(spokenText).max(5),
  /** Times a caller is asked again. */
  retries: z.number().int().min(0).max(5),
  /** Seconds of silence before the caller is asked again. */
  timeout: z.number().min(1).max(60),
  /** Whether a key or a word cuts the prompt short. */
  interruptible: z.boolean(),
  ...bargeInFields,
  /** Words that callers are likely to say. */
  hints: z.array(z.string().max(200)).max(100).exactOptional(),
  ...voicing,
})
export type AskData = z.infer<typeof askData>

/** Collects one value of a type, checks it, and has it confirmed. */
export const ask = defineNode<AskData>({
  type: 'ask',
  title: 'Ask for a value',
  summary: 'Collect a number, a date, digits or words, by key or by voice.',
  group: 'listen',
  data: askData,
  defaults: () => ({
    prompt: '',
    value: 'digits',
    by: 'both',
    minLength: null,
    maxLength: null,
    min: '',
    max: '',
    confirm: false,
    confirmText: '',
    retryPrompts: [],
    retries: 2,
    timeout: 5,
    interruptible: true,
  }),
  ports: () => [
    { id: 'answered', title: 'Answered', unwired: 'error' },
    { id: 'noInput', title: 'No input', unwired: 'error' },
    { id: 'invalid', title: 'Invalid', unwired: 'error' },
  ],
  describe: (data) => data.prompt || 'Nothing to say yet.',
  templates: (data) => [
    { path: 'prompt', source: data.prompt, kind: 'template' },
    {
      path: 'confirmText',
      source: data.confirmText.replace(answerHole, '{{ input.speech }}'),
      kind: 'template',
    },
    ...data.retryPrompts.map((source, index) => ({
      path: `retryPrompts.${index}`,
      source,
      kind: 'template' as const,
    })),
    { path: 'min', source: data.min, kind: 'template' },
    { path: 'max', source: data.max, kind: 'template' },
  ],
  collects: () => ['value', 'text', 'digits', 'speech'],
  voicing: (data) => data,
  check: (data) => [
    ...checkText(data.prompt, 'prompt', 'Ask the caller for the value.'),
    ...checkWay(data),
    ...checkLimits(data),
    ...checkConfirmation(data),
    ...checkVoicing(data),
  ],
  compile: (node, context) => compileAsk(node, context),
})

const checkWay = (data: AskData): readonly Diagnostic[] =>
  data.value === 'text' && data.by === 'keys'
    ? [
        {
          code: 'ask.textByKey',
          severity: 'error',
          message: 'Words cannot be typed on a keypad.',
          hint: 'Let the caller speak, or ask for digits.',
          path: 'by',
        },
      ]
    : []

/** Which texts can be a limit of which type. */
const limitOf: Readonly<Record<AskData['value'], (text: string) => boolean>> = {
  number: (text) => /^-?\d{1,15}(\.\d+)?$/.test(text),
  amount: (text) => /^\d{1,15}(\.\d+)?$/.test(text),
  date: (text) => text === 'today' || isDate(text),
  time: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text),
  digits: () => true,
  phone: () => true,
  yesno: () => true,
  text: () => true,
}

function checkLimits(data: AskData): readonly Diagnostic[] {
  const bad = (['min', 'max'] as const).flatMap((path): Diagnostic[] => {
    const text = data[path].trim()
    return text === '' || text.includes('{') || limitOf[data.value](text)
      ? []
      : [
          {
            code: 'ask.badLimit',
            severity: 'error',
            message: `“${text}” is no limit for this kind of value.`,
            hint: 'Write a number such as 10, a date such as 2026-12-31 or today, or a time such as 17:30.',
            path,
          },
        ]
  })
  const crossed =
    data.minLength !== null && data.maxLength !== null && data.minLength > data.maxLength
  return crossed
    ? [
        ...bad,
        {
          code: 'ask.crossedLimits',
          severity: 'error',
          message: 'No answer is at least and at most so long.',
          hint: 'Let the most be as large as the fewest, or larger.',
          path: 'maxLength',
        },
      ]
    : bad
}

const checkConfirmation = (data: AskData): readonly Diagnostic[] =>
  data.confirm && data.confirmText.trim() !== '' && !answerHole.test(data.confirmText)
    ? [
        {
          code: 'ask.nothingConfirmed',
          severity: 'warning',
          message: 'The caller does not hear what is to be confirmed.',
          hint: 'Write {{ answer }} where the value is read back.',
          path: 'confirmText',
        },
      ]
    : []
