import type { Listening, Op, OpId, ReadOp, ValueType } from '../../compile/program.ts'
import { type FlowNode, scopeName } from '../../flow/flow.ts'
import type { Grammar } from '../../fml/fml.ts'
import { bargeInOf } from '../bargeIn.ts'
import type { CompileContext } from '../defineNode.ts'
import type { AskData } from './ask.ts'

/** Where the value stands in the text that reads it back. */
export const answerHole = /\{\{-?\s*answer\s*-?\}\}/
const confirmation =
  'I have {{ answer }}. If that is right, press 1 or say yes. If not, press 2 or say no.'

const grammars: Readonly<Record<ValueType, Grammar | null>> = {
  digits: 'digits',
  number: 'number',
  amount: 'amount',
  date: 'date',
  time: 'time',
  yesno: 'yesno',
  phone: 'phone',
  text: null,
}

/**
 * Ask, read; confirm where wanted; ask again in other words. Silence counts like a wrong answer, and the reason of the
 * last try decides the port.
 */
export function compileAsk(
  node: FlowNode & { readonly data: AskData },
  { target, settings }: CompileContext,
): Readonly<Record<OpId, Op>> {
  const { id, data } = node
  const tries = `${id}.tries`
  const ask = (prompt: string, more: object): Op => ({
    op: 'gather',
    node: id,
    ...listeningOf(data),
    prompt: [{ say: prompt }],
    ...more,
    next: `${id}.read`,
  })
  const again = data.retryPrompts.filter((text) => text.trim() !== '')
  const retries = again.length === 0 ? [data.prompt] : again
  const read: ReadOp = {
    op: 'read',
    node: id,
    value: data.value,
    limits: {
      min: data.min.trim(),
      max: data.max.trim(),
      minLength: data.minLength,
      maxLength: data.maxLength,
    },
    timezone: settings.timezone,
    language: data.language?.trim() || settings.language,
    keeps: true,
    ...(data.confirm
      ? { ok: `${id}.confirm` }
      : { ok: target('answered'), port: 'answered' as const }),
    bad: `${id}.again`,
  }
  const over = { noInput: target('noInput'), noMatch: target('invalid') }
  const ports = { noInput: 'noInput', noMatch: 'invalid' }
  return {
    [id]: ask(data.prompt, { resets: tries }),
    ...Object.fromEntries(
      retries.map((text, index) => [retryId(id, index), ask(text, {})] as const),
    ),
    [`${id}.read`]: read,
    [`${id}.again`]: {
      op: 'count',
      node: id,
      name: tries,
      max: data.retries,
      under: retryId(id, 0),
      ...(retries.length > 1
        ? { later: retries.slice(1).map((_, at) => retryId(id, at + 1)) }
        : {}),
      over,
      ports,
    },
    ...(data.confirm ? confirm(node, target('answered'), over, ports, read) : {}),
  }
}

const retryId = (id: string, index: number): OpId => `${id}.retry${index === 0 ? '' : index + 1}`

function confirm(
  { id, name, data }: FlowNode & { readonly data: AskData },
  answered: OpId,
  over: { readonly noInput: OpId; readonly noMatch: OpId },
  ports: { readonly noInput: string; readonly noMatch: string },
  read: ReadOp,
): Readonly<Record<OpId, Op>> {
  const text = (data.confirmText.trim() === '' ? confirmation : data.confirmText).replace(
    new RegExp(answerHole, 'g'),
    `{{ nodes.${scopeName(name)}.text }}`,
  )
  const sure = `${id}.sure`
  const question = (more: object): Op => ({
    op: 'gather',
    node: id,
    input: ['dtmf', 'speech'],
    numDigits: 1,
    finishOnKey: '',
    timeout: data.timeout * 1_000,
    grammar: 'yesno',
    ...bargeInOf(data),
    prompt: [{ say: text }],
    ...more,
    next: `${id}.agreed`,
  })
  return {
    [`${id}.confirm`]: question({ resets: sure }),
    [`${id}.unclear`]: question({}),
    [`${id}.agreed`]: {
      ...read,
      value: 'yesno',
      limits: { min: '', max: '', minLength: null, maxLength: null },
      keeps: false,
      ok: answered,
      port: 'answered',
      no: `${id}.again`,
      bad: sure,
    },
    [sure]: {
      op: 'count',
      node: id,
      name: sure,
      max: Math.max(1, data.retries),
      under: `${id}.unclear`,
      over,
      ports,
    },
  }
}

function listeningOf(data: AskData): Listening {
  const keys = data.by !== 'speech' && data.value !== 'text'
  const speech = data.by !== 'keys' || data.value === 'text'
  const grammar = grammars[data.value]
  return {
    input: [...(keys ? (['dtmf'] as const) : []), ...(speech ? (['speech'] as const) : [])],
    ...(keys ? keysOf(data) : {}),
    timeout: data.timeout * 1_000,
    ...(speech && data.hints && data.hints.length > 0 ? { hints: data.hints } : {}),
    ...(grammar === null ? {} : { grammar }),
    // People think in the middle of a sentence.
    ...(data.value === 'text' ? { speechTimeout: 1_200 } : {}),
    ...bargeInOf(data),
  }
}

/** Keys that can end by their number alone do; the others end with #. */
function keysOf(data: AskData): Pick<Listening, 'numDigits' | 'finishOnKey'> {
  const ends: Readonly<Record<ValueType, number | null>> = {
    yesno: 1,
    date: 8,
    time: 4,
    digits: data.maxLength,
    phone: data.maxLength,
    number: null,
    amount: null,
    text: null,
  }
  const numDigits = ends[data.value]
  return {
    ...(numDigits === null ? {} : { numDigits }),
    finishOnKey: data.value === 'yesno' ? '' : '#',
  }
}
