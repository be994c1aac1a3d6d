import { useState } from 'react'
import { useStore } from 'zustand'
import { useNumbers } from '../api/queries.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { changesWords, useChangesSince } from '../versions/useChangesSince.ts'
import { compareSides } from '../versions/versionsStore.ts'
import { NumberOptions } from './NumberOptions.tsx'
import { ProblemList } from './ProblemList.tsx'
import { PublishWhen, type When, whenBody } from './PublishWhen.tsx'
import { expecting, type PublishChoice } from './publishFlow.ts'

interface PublishFormProps {
  readonly onPublish: (choice: PublishChoice) => Promise<void>
  readonly onClose: () => void
}

/** What goes live, where, and why: the last look before callers get it. */
export function PublishForm({ onPublish, onClose }: PublishFormProps) {
  const { store, live } = useOpenFlow()
  const numbers = useNumbers()
  const [current] = useStore(live)
  const warnings = store.getState().diagnostics
  const free = numbers.data?.find(({ state }) => state === 'free') ?? numbers.data?.[0]
  const [picked, setPicked] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [when, setWhen] = useState<When>({ type: 'now' })
  const number = picked ?? current?.number ?? free?.number ?? null
  const answers = numbers.data?.find((one) => one.number === number)
  const problem = answers?.problem ?? null
  const canShare = answers?.flowId === store.getState().flow.id
  // A share needs a number that answers with this flow: another one may have been picked since.
  const chosen: When = when.type === 'share' && !canShare ? { type: 'now' } : when
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (number === null) return
        void onPublish({
          number,
          replace: false,
          note: note.trim(),
          ...whenBody(chosen),
          ...expecting(answers),
        })
      }}
    >
      <h3>{t('Which number should answer with this flow?')}</h3>
      {numbers.isError && (
        <p className="field-problem">
          {t('The numbers cannot be loaded. Check that the server runs.')}
        </p>
      )}
      {numbers.data && (
        <select
          className="input publish-number"
          aria-label={t('Number')}
          value={number ?? ''}
          onChange={(event) => setPicked(event.target.value)}
        >
          <NumberOptions numbers={numbers.data} flowId={store.getState().flow.id} />
        </select>
      )}
      {problem && (
        <p className="field-problem" data-severity="warning">
          {translate(problem.message)} {translate(problem.remedy)}
        </p>
      )}
      {current && <ChangesLine version={current.version} onClose={onClose} />}
      <input
        className="input publish-number"
        aria-label={t('Note')}
        placeholder={t('What changed? (optional)')}
        maxLength={500}
        value={note}
        // biome-ignore lint/a11y/noAutofocus: the person asked for this form, and it loads after its popover has looked for a field
        autoFocus
        data-native-undo
        onChange={({ target }) => setNote(target.value)}
      />
      <PublishWhen when={chosen} canShare={canShare} onChange={setWhen} />
      {warnings.length > 0 && <ProblemList problems={warnings} onGo={onClose} />}
      <div className="popover-actions">
        <button type="submit" className="top-button top-primary" disabled={number === null}>
          {chosen.type === 'later' ? t('Plan it') : t('Go live')}
        </button>
      </div>
    </form>
  )
}

interface ChangesLineProps {
  readonly version: number
  readonly onClose: () => void
}

/** How much is different from what callers get now, and the way to see it. */
function ChangesLine({ version, onClose }: ChangesLineProps) {
  const { store } = useOpenFlow()
  const changes = useChangesSince(
    useStore(store, (state) => state.flow),
    version,
  )
  const compare = () => {
    onClose()
    compareSides(version, 'draft')
  }
  return (
    <p className="publish-changes muted" aria-live="polite">
      {changes === null ? '\u00a0' : changesWords(changes.length, version)}
      {changes !== null && changes.length > 0 && (
        <button type="button" className="plain-link" onClick={compare}>
          {t('See what changed')}
        </button>
      )}
    </p>
  )
}
