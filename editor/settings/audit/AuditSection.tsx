import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '#shared/api/audit.ts'
import { client } from '../../api/client.ts'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/t.ts'
import { SettingsHead } from '../SettingsHead.tsx'
import { auditWords } from './auditWords.ts'
import './audit.css'

/** Who did what, newest first. */
export function AuditSection() {
  const pages = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => client.audit(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <section aria-label={t('Audit log')}>
      <SettingsHead
        title={t('Audit log')}
        intro={t(
          'What people changed here: publications, numbers, people, keys. Saves of drafts are not in it.',
        )}
      />
      {pages.isError && (
        <p role="alert">{t('The audit log cannot be loaded. Check that the server runs.')}</p>
      )}
      {pages.data && entries.length === 0 && (
        <p className="empty">{t('Nothing yet. The first publication will be here.')}</p>
      )}
      {entries.length > 0 && (
        <ol className="audit">
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <button
          type="button"
          className="top-button"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('Show earlier entries')}
        </button>
      )}
    </section>
  )
}

function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  return (
    <li className="audit-row">
      <time className="audit-time muted" dateTime={new Date(entry.at).toISOString()}>
        {formatDate(entry.at, { dateStyle: 'medium', timeStyle: 'short' })}
      </time>
      <span className="audit-actor">{entry.actor ?? t('This installation')}</span>
      <span className="audit-what">{auditWords(entry)}</span>
    </li>
  )
}
