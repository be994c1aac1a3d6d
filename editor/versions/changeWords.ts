import type { Change, FieldValue, SettingChange, StepChange } from '#shared/compare/change.ts'
import type { FlowVariable } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { fieldName, isSpoken } from './fieldName.ts'

/** A change as a sentence; the name of the step it is at stands before it. */
export function changeWords(change: Change): string {
  switch (change.type) {
    case 'flow.name':
      return t('The flow is now called “{after}” instead of “{before}”', {
        after: change.after,
        before: change.before,
      })
    case 'setting':
      return settingWords(change)
    case 'variable.added':
      return t('The variable {name} is new', { name: change.variable.name })
    case 'variable.removed':
      return t('The variable {name} is gone', { name: change.variable.name })
    case 'variable.changed':
      return variableWords(change.before, change.after)
    default:
      return stepWords(change)
  }
}

function stepWords(change: StepChange): string {
  switch (change.type) {
    case 'step.added':
      return t('new step ({kind})', { kind: titleOf(change.node.type) })
    case 'step.removed':
      return t('gone ({kind})', { kind: titleOf(change.node.type) })
    case 'step.renamed':
      return t('new name, instead of “{before}”', { before: change.before })
    case 'step.retyped':
      return t('now “{after}” instead of “{before}”', {
        after: titleOf(change.after),
        before: titleOf(change.before),
      })
    case 'way':
      return wayWords(change)
    case 'item.added':
      return t('{list}: “{item}” is new', { list: listName(change), item: change.item })
    case 'item.removed':
      return t('{list}: “{item}” is gone', { list: listName(change), item: change.item })
    case 'order':
      return t('{list}: another order', { list: listName(change) })
    case 'field':
      return fieldWords(change)
  }
}

type WayChange = Extract<StepChange, { readonly type: 'way' }>
type FieldChange = Extract<StepChange, { readonly type: 'field' }>

function wayWords({ title, before, after }: WayChange): string {
  const way = translate(title)
  if (before && after) {
    return t('the way “{way}” now leads to {after} instead of {before}', {
      ...{ way, after: after.name, before: before.name },
    })
  }
  return after
    ? t('the way “{way}” now leads to {after}', { way, after: after.name })
    : t('the way “{way}” no longer leads to {before}', { way, before: before?.name ?? '' })
}

function fieldWords({ nodeType, path, inside, before, after }: FieldChange): string {
  const first = path[0] ?? ''
  const last = inside === undefined ? first : (path[2] ?? first)
  const [was, is] = shortened(valueWords(before), valueWords(after))
  if (inside === undefined && isSpoken(nodeType, first) && was !== '' && is !== '') {
    return t('now says “{after}” instead of “{before}”', { after: is, before: was })
  }
  const name = fieldName(nodeType, last)
  const field = inside === undefined ? name : `“${inside}”, ${name}`
  return valueSentence(field, { before, after }, [was, is])
}

function valueSentence(
  field: string,
  { after }: { readonly before: FieldValue; readonly after: FieldValue },
  [was, is]: readonly [string, string],
): string {
  if (typeof after === 'boolean') {
    return after ? t('{field}: now on', { field }) : t('{field}: now off', { field })
  }
  if (typeof after === 'number' && was !== '') {
    return t('{field}: now {after} instead of {before}', { field, after: is, before: was })
  }
  if (is === '') return t('{field}: no longer “{before}”', { field, before: was })
  return was === ''
    ? t('{field}: now “{after}”', { field, after: is })
    : t('{field}: now “{after}” instead of “{before}”', { field, after: is, before: was })
}

function settingWords({ key, before, after }: SettingChange): string {
  const [was, is] = shortened(valueWords(before), valueWords(after))
  return valueSentence(fieldName('flow', key), { before, after }, [was, is])
}

function variableWords(before: FlowVariable, after: FlowVariable): string {
  const { name } = after
  if (before.type !== after.type) {
    return t('The variable {name} now holds a {after} instead of a {before}', {
      ...{ name, after: after.type, before: before.type },
    })
  }
  if (before.sensitive !== after.sensitive) {
    return after.sensitive
      ? t('The variable {name} is now sensitive', { name })
      : t('The variable {name} is no longer sensitive', { name })
  }
  return after.sensitive
    ? t('The variable {name} starts with another value', { name })
    : t('The variable {name} starts with “{after}” instead of “{before}”', {
        ...{ name, after: after.default, before: before.default },
      })
}

const titleOf = (type: string): string => translate(definitionOf(type)?.title ?? type)

const listName = ({ nodeType, path }: { nodeType: string; path: readonly string[] }): string =>
  fieldName(nodeType, path[0] ?? '')

/** A value as a person reads it. */
function valueWords(value: FieldValue): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(valueWords).filter(Boolean).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([key]) => key !== 'id')
      .map(([, one]) => valueWords(one))
      .filter(Boolean)
      .join(' – ')
  }
  return String(value)
}

const most = 180
const lead = 30

/** Two long texts cut to where they differ. */
function shortened(before: string, after: string): [string, string] {
  let same = 0
  while (same < Math.min(before.length, after.length) && before[same] === after[same]) same += 1
  const isLong = Math.max(before.length, after.length) > most
  const space = before.lastIndexOf(' ', Math.max(0, same - lead))
  const from = isLong && same > lead * 2 && space > 0 ? space + 1 : 0
  const cut = (text: string) => {
    const rest = text.slice(from, from + most)
    const end = from + most < text.length ? '…' : ''
    return `${from > 0 && rest !== '' ? '…' : ''}${rest}${end}`
  }
  return [cut(before), cut(after)]
}
