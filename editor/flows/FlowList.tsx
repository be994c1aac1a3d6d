import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { FlowSummary } from '#shared/api/api.ts'
import { useCallCounts } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { arrangeFlows, type Order, orders } from './arrangeFlows.ts'
import { FlowRow } from './FlowRow.tsx'

interface FlowListProps {
  readonly flows: readonly FlowSummary[]
  readonly search: string
  readonly onSearch: (search: string) => void
}

const titleOf = (order: Order): string =>
  ({
    edited: t('Last edited'),
    name: t('Name'),
    calls: t('Calls today'),
    steps: t('Size'),
  })[order]

const none: Readonly<Record<string, number>> = {}

/** The flows there are: searched, sorted, and walked through with the arrow keys. */
export function FlowList({ flows, search, onSearch }: FlowListProps) {
  const [order, setOrder] = useState<Order>('edited')
  const [renaming, setRenaming] = useState<string | null>(null)
  const counts = useCallCounts().data ?? none
  const words = useDeferredValue(search)
  const list = useRef<HTMLUListElement>(null)
  const field = useSearchKey()
  const shown = arrangeFlows(flows, words, order, (id) => counts[id] ?? 0)
  return (
    <section className="flows-list" aria-label={t('Your flows')}>
      <div className="flows-tools">
        <input
          ref={field}
          className="input flows-search"
          type="search"
          aria-label={t('Search flows')}
          placeholder={t('Search by name or number')}
          value={search}
          onChange={({ target }) => onSearch(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') focusRow(list.current, 0)
            else if (event.key === 'Escape') onSearch('')
            else return
            event.preventDefault()
          }}
        />
        <label className="flows-sort">
          <span className="muted">{t('Sort by')}</span>
          <select
            className="input"
            value={order}
            onChange={({ target }) => setOrder(orders.find((one) => one === target.value) ?? order)}
          >
            {orders.map((one) => (
              <option key={one} value={one}>
                {titleOf(one)}
              </option>
            ))}
          </select>
        </label>
        <span className="faint flows-count" role="status">
          {t('{count, plural, one {# flow} other {# flows}}', { count: shown.length })}
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="muted flows-none">{t('No flow is called that.')}</p>
      ) : (
        <ul
          ref={list}
          className="flows"
          onKeyDown={(event) => onListKey(event, list.current, setRenaming)}
        >
          {shown.map((flow) => (
            <FlowRow
              key={flow.id}
              flow={flow}
              calls={counts[flow.id] ?? 0}
              isRenaming={renaming === flow.id}
              onRename={setRenaming}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

/** A slash anywhere on the page goes to the search. */
function useSearchKey() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const { target } = event
      const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select')
      const isDialog = document.querySelector('[role="dialog"]') !== null
      if (event.key !== '/' || isTyping || isDialog) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return field
}

const linksIn = (list: HTMLElement | null): HTMLElement[] =>
  Array.from(list?.querySelectorAll<HTMLElement>('.flow-open') ?? [])

const focusRow = (list: HTMLElement | null, index: number): void => linksIn(list)[index]?.focus()

/** Arrows walk through the flows, F2 renames, Delete puts into the bin. */
function onListKey(
  event: KeyboardEvent,
  list: HTMLElement | null,
  onRename: (id: string) => void,
): void {
  const { target } = event
  if (!(target instanceof HTMLElement) || !target.matches('.flow-open')) return
  const links = linksIn(list)
  const at = links.indexOf(target)
  const row = target.closest<HTMLElement>('.flow-row')
  switch (event.key) {
    case 'ArrowDown':
      links[at + 1]?.focus()
      break
    case 'ArrowUp':
      links[at - 1]?.focus()
      break
    case 'Home':
      links[0]?.focus()
      break
    case 'End':
      links.at(-1)?.focus()
      break
    case 'F2':
      onRename(row?.dataset['flow'] ?? '')
      break
    case 'Delete':
      row?.querySelector<HTMLElement>('[data-delete]')?.click()
      ;(links[at + 1] ?? links[at - 1])?.focus()
      break
    default:
      return
  }
  event.preventDefault()
}
