import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { FlowSummary } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { useReason } from '../people/session.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { Link } from '../shell/Link.tsx'
import { deleteFlow, duplicateFlow, renameFlow } from './flowActions.ts'
import { report } from './report.ts'

interface FlowRowProps {
  readonly flow: FlowSummary
  /** Calls since midnight. */
  readonly calls: number
  readonly isRenaming: boolean
  readonly onRename: (id: string | null) => void
}

/** One flow of the list: where it answers, how busy it is, and what can be done with the whole of it. */
export function FlowRow({ flow, calls, isRenaming, onRename }: FlowRowProps) {
  const reason = useReason('editor')
  const steps = t('{count, plural, one {# step} other {# steps}}', { count: flow.nodes })
  return (
    <li className="flow-row" data-flow={flow.id}>
      {isRenaming ? (
        <NameInput flow={flow} onDone={() => onRename(null)} />
      ) : (
        <Link place={{ screen: 'flow', id: flow.id }} className="flow-open">
          <b>{flow.name}</b>
          <span className="faint">{steps}</span>
        </Link>
      )}
      <span className="flow-live">
        {flow.live.map(({ number, version }) => (
          <span
            key={number}
            className="chip"
            data-tone="ok"
            title={t('Version {version}', { version })}
          >
            <span className="chip-dot" />
            {formatNumber(number)}
          </span>
        ))}
        {flow.live.length === 0 && <span className="faint">{t('Draft')}</span>}
      </span>
      <Link
        place={{ screen: 'calls', flow: flow.id, call: null }}
        className="flow-calls"
        data-quiet={calls === 0}
      >
        {calls === 0
          ? t('No calls today')
          : t('{count, plural, one {# call today} other {# calls today}}', { count: calls })}
      </Link>
      <span className="flow-when muted">{formatAgo(flow.updatedAt)}</span>
      <span className="flow-actions">
        <button
          type="button"
          className="icon-button"
          aria-label={t('Rename {name}', { name: flow.name })}
          title={reason ?? t('Rename')}
          disabled={reason !== null}
          onClick={() => onRename(flow.id)}
        >
          <IconPencil size={15} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Duplicate {name}', { name: flow.name })}
          title={reason ?? t('Duplicate')}
          disabled={reason !== null}
          onClick={() => void duplicateFlow(flow.id).catch(report)}
        >
          <IconCopy size={15} />
        </button>
        <button
          type="button"
          className="icon-button"
          data-delete
          aria-label={t('Delete {name}', { name: flow.name })}
          title={reason ?? t('Delete')}
          disabled={reason !== null}
          onClick={() => void deleteFlow(flow).catch(report)}
        >
          <IconTrash size={15} />
        </button>
      </span>
    </li>
  )
}

interface NameInputProps {
  readonly flow: FlowSummary
  readonly onDone: () => void
}

/** The name, being changed: Enter and leaving keep it, Escape does not. */
function NameInput({ flow, onDone }: NameInputProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const finish = (name: string) => {
    onDone()
    if (name !== '' && name !== flow.name) void renameFlow(flow.id, name).catch(report)
  }
  return (
    <input
      ref={field}
      className="input flow-name"
      aria-label={t('Name of {name}', { name: flow.name })}
      defaultValue={flow.name}
      maxLength={200}
      onBlur={({ currentTarget }) => finish(currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') {
          event.currentTarget.value = flow.name
          onDone()
        }
      }}
    />
  )
}
