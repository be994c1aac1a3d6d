import { z } from 'zod'
import { bargeIns, grammars, streamFormats } from './fml.ts'
import { interpretations, levels, strengths } from './speech.ts'

/** The attributes of every element, from the text they are written as. */
const number = z.string().regex(/^\d{1,6}(\.\d{1,6})?$/, 'is not a number')
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'is not a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most))
const seconds = (most: number) => number.transform(Number).pipe(z.number().max(most))
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const id = z.string().max(1_000).optional()
const name = z.string().min(1).max(100).optional()
const languagePattern = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/
const language = z.string().regex(languagePattern, 'is no language such as en-US').optional()
const loop = whole(0, 1_000).optional()
const url = z.string().trim().min(1, 'is empty').max(4_000)
const finishOnKey = z
  .string()
  .regex(/^[0-9*#]?$/, 'is not one key')
  .optional()

const listOf = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z
    .string()
    .transform((text) => text.split(/\s+/).filter(Boolean))
    .pipe(
      z
        .array(z.enum(words))
        .min(1)
        .transform((all) => [...new Set(all)]),
    )

export const shapes = {
  Say: z.strictObject({ id, voice: name, language, loop, stream: url.optional() }),
  Play: z.strictObject({
    id,
    loop,
    digits: z
      .string()
      .regex(/^[0-9*#A-Dw]{1,200}$/, 'holds more than keys and w')
      .optional(),
  }),
  Pause: z.strictObject({ id, length: seconds(3_600).optional() }),
  Redirect: z.strictObject({ id }),
  Reject: z.strictObject({ id, reason: z.enum(['rejected', 'busy']).optional() }),
  Hangup: z.strictObject({ id }),
  Record: z.strictObject({
    id,
    maxLength: seconds(86_400).optional(),
    timeout: seconds(3_600).optional(),
    finishOnKey,
    playBeep: flag.optional(),
    action: url,
  }),
  Dial: z.strictObject({
    id,
    sequential: flag.optional(),
    callerId: z.string().trim().min(1).max(200).optional(),
    timeout: seconds(3_600).optional(),
    timeLimit: seconds(86_400).optional(),
    whisper: z.string().min(1).max(4_000).optional(),
    acceptKey: z
      .string()
      .regex(/^[0-9*#]$/, 'is not one key')
      .optional(),
    consent: z.string().min(1).max(4_000).optional(),
    record: flag.optional(),
    answerOnBridge: flag.optional(),
    action: url,
  }),
  Stream: z.strictObject({ id, format: z.enum(streamFormats).optional(), action: url }),
  Gather: z.strictObject({
    id,
    input: z
      .string()
      .default('dtmf')
      .pipe(listOf(['dtmf', 'speech'])),
    numDigits: whole(1, 100).optional(),
    finishOnKey,
    timeout: seconds(3_600).optional(),
    interDigitTimeout: seconds(3_600).optional(),
    speechTimeout: seconds(3_600).optional(),
    hints: z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((hint) => hint.trim())
          .filter(Boolean),
      )
      .optional(),
    grammar: z
      .string()
      .transform((text) => text.replace(/^builtin:/, ''))
      .pipe(z.enum(grammars))
      .optional(),
    language,
    bargeIn: z.enum(bargeIns).optional(),
    minBargeInWords: whole(0, 20).optional(),
    prepare: url.optional(),
    action: url,
  }),
}

const percent = '\\d{1,3}%'
const change = '[+-]\\d{1,3}(\\.\\d{1,2})?'
const pattern = (source: string) => z.string().regex(new RegExp(`^(${source})$`), 'is out of range')

export const speechShapes = {
  break: z.strictObject({
    time: z
      .string()
      .regex(/^\d{1,5}(\.\d{1,3})?(ms|s)$/, 'is not a time such as 500ms or 1.5s')
      .transform((text) =>
        text.endsWith('ms') ? Number(text.slice(0, -2)) / 1_000 : Number(text.slice(0, -1)),
      )
      .pipe(z.number().max(10))
      .optional(),
    strength: z.enum(strengths).optional(),
  }),
  prosody: z.strictObject({
    rate: pattern(`x-slow|slow|medium|fast|x-fast|default|${percent}`).optional(),
    pitch: pattern(`x-low|low|medium|high|x-high|default|${change}(%|st|Hz)`).optional(),
    volume: pattern(`silent|x-soft|soft|medium|loud|x-loud|default|${change}dB`).optional(),
  }),
  emphasis: z.strictObject({ level: z.enum(levels).optional() }),
  'say-as': z.strictObject({
    'interpret-as': z.enum(interpretations),
    format: z.string().min(1).max(20).optional(),
  }),
  sub: z.strictObject({ alias: z.string().min(1).max(1_000) }),
  p: z.strictObject({}),
  s: z.strictObject({}),
}

/** Whether a text can stand in an attribute `language`. */
export const isLanguage = (text: string): boolean => languagePattern.test(text)
