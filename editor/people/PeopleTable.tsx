import type { ReactNode } from 'react'
import { t } from '../i18n/t.ts'

interface PeopleTableProps {
  readonly columns: readonly string[]
  readonly children: ReactNode
}

/** A table whose last column, which has no title to see, holds what can be done with a row. */
export function PeopleTable({ columns, children }: PeopleTableProps) {
  return (
    <table className="people-table">
      <thead>
        <tr>
          {columns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
          <th scope="col">
            <span className="visually-hidden">{t('Actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
