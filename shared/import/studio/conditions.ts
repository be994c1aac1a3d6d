import { quoteLiquid } from '../../text/quoteLiquid.ts'
import { expandPattern } from './expandPattern.ts'
import type { Condition } from './readStudio.ts'

/** Liquid comparisons of which any or all must hold; or why there are none. */
export type Comparisons =
  | { readonly join: 'or' | 'and'; readonly parts: readonly string[]; readonly how?: string }
  | { readonly join: 'none'; readonly why: string }

/** Keeps a value under a name before the branch; gives the path of the name. */
export type KeepValue = (template: string) => string

/** Longest list of values that is compared. */
const maxValues = 500

/** A condition of Studio as Liquid, on a path that holds what is tested. */
export function compareIn(condition: Condition, path: string, keep: KeepValue): Comparisons {
  const value = condition.value
  const one = (text: string) => operand(text.trim(), keep)
  const values = value
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  if (values.length > maxValues) {
    return { join: 'none', why: `its list has more than ${maxValues} values` }
  }
  const single = (part: string): Comparisons => ({ join: 'and', parts: [part] })
  switch (condition.type) {
    case 'equal_to':
    case 'equals':
      return single(`${path} == ${one(value)}`)
    case 'not_equal_to':
      return single(`${path} != ${one(value)}`)
    case 'matches_any_of':
      return values.length === 0
        ? { join: 'none', why: 'its list of values is empty' }
        : { join: 'or', parts: values.map((part) => `${path} == ${one(part)}`) }
    case 'does_not_match_any_of':
      if (values.length === 0) return { join: 'none', why: 'its list of values is empty' }
      return { join: 'and', parts: values.map((part) => `${path} != ${one(part)}`) }
    case 'is_blank':
      return single(`${path} == blank`)
    case 'is_not_blank':
      return single(`${path} != blank`)
    case 'contains':
      return single(`${keep(lower(path))} contains ${one(value.toLowerCase())}`)
    case 'does_not_contain':
      return single(`not ${keep(lower(path))} contains ${one(value.toLowerCase())}`)
    case 'starts_with':
    case 'does_not_start_with': {
      const start = value.trim().toLowerCase()
      if (start.includes('{{')) return { join: 'none', why: 'its value is a template' }
      const kept = keep(`{{ ${path} | slice: 0, ${start.length} | downcase }}`)
      return single(`${kept} ${condition.type === 'starts_with' ? '==' : '!='} ${one(start)}`)
    }
    case 'is_before_time':
    case 'is_after_time':
    case 'is_before_date':
    case 'is_after_date':
      return compareMoment(condition, path, keep)
    case 'greater_than':
      return single(`${path} > ${number(value, keep)}`)
    case 'less_than':
      return single(`${path} < ${number(value, keep)}`)
    case 'greater_than_or_equal_to':
      return single(`${path} >= ${number(value, keep)}`)
    case 'less_than_or_equal_to':
      return single(`${path} <= ${number(value, keep)}`)
    case 'regex':
      return compareRegex(value.trim(), path, keep)
    default:
      return {
        join: 'none',
        why: `there is no comparison like ${condition.type || 'one without a type'}`,
      }
  }
}

/** Times as numbers such as 1730, dates as 20261231. */
function compareMoment({ type, value }: Condition, path: string, keep: KeepValue): Comparisons {
  const isTime = type.endsWith('time')
  const limit = isTime ? timeOf(value) : dateOf(value)
  if (limit === null) {
    return {
      join: 'none',
      why: `“${value.slice(0, 60)}” is no ${isTime ? 'time' : 'date'} that can be read`,
    }
  }
  const format = isTime ? '%H%M' : '%Y%m%d'
  const moment = keep(
    `{{ ${path} | date: "${format}" | remove: ":" | remove: "-" | slice: 0, ${isTime ? 4 : 8} | plus: 0 }}`,
  )
  return {
    join: 'and',
    parts: [`${moment} ${type.includes('before') ? '<' : '>'} ${limit}`],
    how: `the ${isTime ? 'time' : 'date'} is compared as a number such as ${isTime ? '1730' : '20261231'}, in UTC unless its template names a zone`,
  }
}

/** `17:30`, `5:30 PM`, `1730`. */
function timeOf(text: string): number | null {
  const [, hour = '', minute = '00', half = ''] =
    /^\s*(\d{1,2}):?(\d\d)?(?::\d\d)?\s*([ap]m)?\s*$/i.exec(text) ?? []
  const isPm = half.toLowerCase() === 'pm'
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (isPm ? 12 : 0)
  return hour === '' || hours > 24 || Number(minute) > 59 ? null : hours * 100 + Number(minute)
}

/** `2026-12-31`, `12/31/2026`, `20261231`. */
function dateOf(text: string): number | null {
  const iso = /^\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?$/.exec(text)
  const us = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1) : us ? [us[3], us[1], us[2]] : []
  const isDate = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
  return isDate ? Number(year) * 10_000 + Number(month) * 100 + Number(day) : null
}

const lower = (path: string): string => `{{ ${path} | downcase }}`

/** What matches few texts is compared with each of them, a number of digits by its length; other expressions have no match here. */
function compareRegex(pattern: string, path: string, keep: KeepValue): Comparisons {
  const [, start = '', inner = '', end = ''] =
    /^(?:\(\?i\))?\/?(\^|\.\*)?([\s\S]*?)(\.\*|\$)?(?:\/i?)?$/.exec(pattern) ?? []
  const isWhole = start === '^' && end === '$'
  const counted = isWhole ? digitsOf(inner) : null
  if (counted) return compareLength(counted, path, keep)
  const values = expandPattern(inner)?.map((one) => one.trim())
  if (!values || values.includes('')) {
    return {
      join: 'none',
      why: `there are no regular expressions here: ${pattern.slice(0, 100)}`,
    }
  }
  if (isWhole) return { join: 'or', parts: values.map((word) => `${path} == ${quoteLiquid(word)}`) }
  const text = keep(lower(path))
  return {
    join: 'or',
    parts: values.map((word) => `${text} contains ${quoteLiquid(word.toLowerCase())}`),
    how: 'the regular expression is a search for its words',
  }
}

interface Length {
  readonly least: number
  readonly most: number | null
}

/** Least and most digits of `\\d{5}`, `[0-9]{3,5}`, `\\d+`. */
function digitsOf(inner: string): Length | null {
  const [, least, comma, most, sign] =
    /^\(?(?:\\d|\[0-9\]|\[\\d\])(?:\{(\d{1,3})(,)?(\d{1,3})?\}|([+*]))\)?$/.exec(inner) ?? []
  if (sign !== undefined) return sign === '+' ? { least: 1, most: null } : null
  if (least === undefined) return null
  return {
    least: Number(least),
    most: comma === undefined ? Number(least) : most === undefined ? null : Number(most),
  }
}

function compareLength({ least, most }: Length, path: string, keep: KeepValue): Comparisons {
  const size = keep(`{{ ${path} | append: "" | size }}`)
  const parts =
    least === most
      ? [`${size} == ${least}`]
      : [`${size} >= ${least}`, ...(most === null ? [] : [`${size} <= ${most}`])]
  return {
    join: 'and',
    parts: [parts.join(' and ')],
    how: 'the regular expression for digits compares how many characters there are, not that each is a digit',
  }
}

const onlyPath = /^\s*\{\{-?\s*([A-Za-z_][\w.-]*(?:\[[^\]{}|]*\][\w.-]*)*)\s*-?\}\}\s*$/

/** The path of a template that is nothing but one. */
export const pathIn = (template: string): string | null => onlyPath.exec(template)?.[1] ?? null

/** A value to compare with: as text, so that `007` and `7` stay different, or the path that holds it. */
function operand(text: string, keep: KeepValue): string {
  const path = pathIn(text)
  if (path !== null) return path
  const isPlain = !/[{}%]/.test(text) && !(text.includes('"') && text.includes("'"))
  return isPlain ? quoteLiquid(text) : keep(text)
}

const number = (text: string, keep: KeepValue): string =>
  /^\s*-?\d{1,15}(\.\d+)?\s*$/.test(text) ? text.trim() : operand(text.trim(), keep)
