import { notifications } from '@mantine/notifications'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Version } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { useReason } from '../people/session.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { restoreVersion } from './restoreVersion.ts'
import { AnswerAgain, VersionPlans } from './VersionPlans.tsx'
import { saveNote } from './versionQueries.ts'
import { compareSides, lookInside } from './versionsStore.ts'

/** One published version: when, by whom, why, what answers with it, and what can be done with it. */
export function VersionRow({ version }: { readonly version: Version }) {
  const store = useEditorStore()
  const reason = useReason('editor')
  const name = t('Version {version}', { version: version.version })
  const restore = () =>
    client
      .version(version.flowId, version.version)
      .then(({ flow }) => restoreVersion(store, flow, version.version), report)
  return (
    <li className="version" aria-label={name}>
      <div className="version-title">
        <b>{name}</b>
        {version.numbers.map((number) => (
          <span key={number} className="chip version-live" data-tone="ok">
            <span className="chip-dot" />
            {formatNumber(number)}
          </span>
        ))}
      </div>
      <p className="version-facts">
        <time dateTime={new Date(version.createdAt).toISOString()} title={exactly(version)}>
          {formatAgo(version.createdAt)}
        </time>
        <span>{version.author ?? t('This installation')}</span>
      </p>
      <p className="version-facts">{callsWords(version)}</p>
      <VersionPlans version={version} />
      <Note version={version} name={name} />
      <div className="version-actions">
        <button
          type="button"
          className="small-button"
          aria-label={t('Look inside {name}', { name })}
          onClick={() => lookInside(version.version)}
        >
          {t('Look inside')}
        </button>
        <button
          type="button"
          className="small-button"
          aria-label={t('Compare {name} with the draft', { name })}
          onClick={() => compareSides(version.version, 'draft')}
        >
          {t('Compare')}
        </button>
        <button
          type="button"
          className="small-button"
          aria-label={t('Restore {name}', { name })}
          disabled={reason !== null}
          title={reason ?? t('Make it the draft again. Undo takes that back.')}
          onClick={() => void restore()}
        >
          {t('Restore')}
        </button>
        <AnswerAgain version={version} name={name} />
      </div>
    </li>
  )
}

/** The note, and on a click a field to write it in. */
function Note({ version, name }: { readonly version: Version; readonly name: string }) {
  const [draft, setDraft] = useState<string | null>(null)
  const reason = useReason('publisher')
  const input = useRef<HTMLInputElement>(null)
  const isEditing = draft !== null
  useEffect(() => {
    if (isEditing) input.current?.focus()
  }, [isEditing])
  if (draft === null) {
    return (
      <button
        type="button"
        className="version-note"
        aria-label={t('Note of {name}: {note}', { name, note: version.note || t('none') })}
        disabled={reason !== null}
        title={reason ?? t('Edit the note')}
        onClick={() => setDraft(version.note)}
      >
        {version.note || <span className="faint">{t('Add a note')}</span>}
      </button>
    )
  }
  const close = () => setDraft(null)
  const save = () => {
    if (draft === version.note) return close()
    saveNote(version.flowId, version.version, draft.trim()).then(close, report)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') save()
    if (event.key === 'Escape') close()
  }
  return (
    <input
      ref={input}
      className="input version-note-input"
      aria-label={t('Note of {name}', { name })}
      placeholder={t('What changed, and why')}
      maxLength={500}
      value={draft}
      data-native-undo
      data-keys="own"
      onChange={({ target }) => setDraft(target.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  )
}

const report = (error: unknown) =>
  notifications.show({ color: 'red', title: t('That did not work'), message: messageOf(error) })

/** When, and the beginning of the hash by which logs know it. */
const exactly = ({ createdAt, hash }: Version): string =>
  `${formatDate(createdAt, { dateStyle: 'long', timeStyle: 'short' })} · ${shortHash(hash)}`

const shortHash = (hash: string): string => hash.replace(/^sha256:/, '').slice(0, 7)

const callsWords = ({ calls, callsInProgress }: Version): string =>
  [
    t('{calls, plural, =0 {No calls yet} one {# call} other {# calls}}', { calls }),
    ...(callsInProgress > 0 ? [t('{count} in progress', { count: callsInProgress })] : []),
  ].join(' · ')
