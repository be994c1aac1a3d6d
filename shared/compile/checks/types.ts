import type { Diagnostic } from '../../diagnostic.ts'
import type { Comparison, Operand } from '../../text/comparisonsIn.ts'
import type { Check } from '../check.ts'
import { linkOwn } from '../linkFlow.ts'
import { quoteName } from '../nodeName.ts'
import { opsOf } from '../opsOf.ts'
import { type ValueType, valueTypes } from '../valueTypes.ts'

/** Comparisons and assignments in which two types can never meet. */
export const types: Check = (graph) => {
  const known = valueTypes(graph)
  if (known.size === 0) return []
  const compared = [...graph.typed.values()].flatMap(({ node, texts }) =>
    texts.flatMap(({ use, comparisons }) =>
      comparisons.flatMap((comparison): Diagnostic[] => {
        const why = mismatch(comparison, known)
        return why === null
          ? []
          : [
              {
                code: 'type.mismatch',
                severity: 'error',
                nodeId: node.id,
                path: use.path,
                message: `${quoteName(graph, node.id)}: ${why.message}.`,
                hint: why.hint,
              },
            ]
      }),
    ),
  )
  const assigned = opsOf(linkOwn(graph).ops).flatMap(([, op]) =>
    op.op === 'set'
      ? op.assign.flatMap(({ variable, value }, index): Diagnostic[] => {
          const type = known.get(`vars.${variable}`)
          if (!type || value.trim() === '' || value.includes('{') || fits(type, value)) return []
          return [
            {
              code: 'type.badValue',
              severity: 'error',
              nodeId: op.node,
              path: `assign.${index}.value`,
              message: `${quoteName(graph, op.node)}: ${variable} is ${titles[type]}, and “${value}” is none.`,
              hint: hints[type],
            },
          ]
        })
      : [],
  )
  return [...compared, ...assigned]
}

interface Why {
  readonly message: string
  readonly hint: string
}

function mismatch({ left, right }: Comparison, known: ReadonlyMap<string, ValueType>): Why | null {
  return oneSided(left, right, known) ?? oneSided(right, left, known)
}

function oneSided(
  value: Operand,
  other: Operand,
  known: ReadonlyMap<string, ValueType>,
): Why | null {
  const type = value.type === 'path' ? known.get(value.path) : undefined
  if (value.type !== 'path' || !type) return null
  if (other.type === 'path') {
    const second = known.get(other.path)
    return second && exclude(type, second)
      ? {
          message: `${value.path} is ${titles[type]} and ${other.path} is ${titles[second]}: they are never the same`,
          hint: 'Compare values of one type.',
        }
      : null
  }
  const text =
    other.type === 'text' ? other.text : other.type === 'number' ? String(other.number) : null
  if (text === null || text.trim() === '' || fits(type, text)) return null
  return {
    message: `${value.path} is ${titles[type]} and can never match “${text}”`,
    hint: hints[type],
  }
}

const strict: readonly ValueType[] = ['number', 'date', 'boolean', 'list', 'time']
const exclude = (a: ValueType, b: ValueType): boolean =>
  a !== b && strict.includes(a) && strict.includes(b)

const isDate = (text: string): boolean =>
  /^(\d{4}-\d{1,2}(-\d{1,2})?([T ].*)?|now|today)$/i.test(text)
const spokenDay =
  /\d|day|morrow|night|week|month|year|noon|morning|evening|eve\b|christmas|easter|next|(jan|febr)uary|march|april|may|june|july|august|(septem|octo|novem|decem)ber/i

/** Whether a written value can be one of a type, as a call would read it. */
function fits(type: ValueType, text: string): boolean {
  const value = text.trim()
  switch (type) {
    case 'number':
      return Number.isFinite(Number(value))
    case 'date':
      return isDate(value)
    case 'spokenDate':
      return isDate(value) || spokenDay.test(value)
    case 'time':
      return /\d/.test(value)
    case 'boolean':
      return /^(true|false|yes|no|1|0)$/i.test(value)
    case 'list':
    case 'text':
    case 'phone':
    case 'yesno':
      return true
  }
}

const titles: Readonly<Record<ValueType, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'yes or no',
  date: 'a date',
  spokenDate: 'a date',
  list: 'a list',
  time: 'a time',
  phone: 'a phone number',
  yesno: 'yes or no',
}
const write = (example: string): string => `Write ${example}, or compare a value of another type.`
const hints: Readonly<Record<ValueType, string>> = {
  text: write('a text'),
  number: write('a number, for example 18'),
  boolean: write('true or false'),
  date: write('a date as 2026-11-30'),
  spokenDate: write('a date as 2026-11-30'),
  list: write('values with commas between them'),
  time: write('a time as 09:30'),
  phone: write('a phone number'),
  yesno: write('yes or no'),
}
