import { definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import type { HeadingName, OutlineRow } from './outlineOf.ts'

export const headingTitle = (name: HeadingName): string =>
  ({
    anywhere: t('From anywhere'),
    unreachable: t('No call gets here'),
    remarks: t('Remarks'),
  })[name]

/** A line of the outline as one sentence for somebody who hears it. */
export function sayRow(row: OutlineRow, problems: number): string {
  if (row.kind === 'heading') {
    return t('{title}, {count, plural, one {# step} other {# steps}}', {
      title: headingTitle(row.name),
      count: row.count,
    })
  }
  if (row.kind === 'way') {
    return row.target
      ? t('Way {way}, leads to {target}', {
          way: translateTitle(row.port.title),
          target: row.target.name,
        })
      : row.port.unwired === 'never'
        ? t('Way {way}, not used', { way: translateTitle(row.port.title) })
        : t('Way {way}, open', { way: translateTitle(row.port.title) })
  }
  const type = translateTitle(definitionOf(row.node.type)?.title ?? row.node.type)
  const name = type === row.node.name ? type : `${type} ${row.node.name}`
  return [
    name,
    row.ways > 0 ? t('{count, plural, one {# way} other {# ways}}', { count: row.ways }) : '',
    row.open > 0 ? t('{count, number} open', { count: row.open }) : '',
    problems > 0
      ? t('{count, plural, one {# problem} other {# problems}}', { count: problems })
      : '',
  ]
    .filter(Boolean)
    .join(', ')
}
