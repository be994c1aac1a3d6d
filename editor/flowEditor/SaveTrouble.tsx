import { useState } from 'react'
import { client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { reasonNow, signInNow } from '../people/session.ts'
import type { SaveState } from '../state/autosave.ts'
import { useOpenFlow } from './OpenFlowContext.ts'
import { saveCopy } from './saveCopy.ts'

interface SaveTroubleProps {
  readonly state: SaveState
  readonly onClose: () => void
}

/** Why the flow is not saved, where the work is meanwhile, and what can be done. */
export function SaveTrouble({ state, onClose }: SaveTroubleProps) {
  const { store, autosave } = useOpenFlow()
  const [error, setError] = useState<string | null>(null)
  const words = wordsOf(state)
  if (!words) return null
  const attempt = (work: () => Promise<void>) => () => {
    setError(null)
    work().then(onClose, (problem: unknown) => setError(messageOf(problem)))
  }
  const retry = attempt(async () => {
    autosave.retry()
  })
  const bringBack = attempt(async () => {
    await client.restoreFlow(store.getState().flow.id)
    refreshLists()
    autosave.reopen()
  })
  const keepCopy = attempt(() => saveCopy(store))
  return (
    <>
      <h3>{words.title}</h3>
      <p className="muted">{words.text}</p>
      {error !== null && (
        <p className="field-problem" role="alert">
          {error}
        </p>
      )}
      <div className="popover-actions">
        {state.type === 'gone' && (
          <>
            <button type="button" className="top-button" onClick={keepCopy}>
              {t('Keep mine as a copy')}
            </button>
            <button type="button" className="top-button top-primary" onClick={bringBack}>
              {t('Bring it back')}
            </button>
          </>
        )}
        {state.type === 'refused' && reasonNow('editor') === null && (
          <button type="button" className="top-button" onClick={keepCopy}>
            {t('Keep mine as a copy')}
          </button>
        )}
        {state.type === 'signedOut' && (
          <button type="button" className="top-button top-primary" onClick={signInNow}>
            {t('Sign in')}
          </button>
        )}
        {(state.type === 'offline' || state.type === 'unkept') && (
          <button type="button" className="top-button" onClick={retry}>
            {t('Try again now')}
          </button>
        )}
      </div>
    </>
  )
}

function wordsOf(state: SaveState): { readonly title: string; readonly text: string } | null {
  switch (state.type) {
    case 'offline':
      return {
        title: t('The server cannot be reached'),
        text: t('Go on drawing. Your work is kept in this browser and saved by itself later.'),
      }
    case 'unkept':
      return {
        title: t('Do not close this window yet'),
        text: t(
          'The server cannot be reached, and this browser’s storage is full. Your work is only in this window; it is saved by itself when the server is back.',
        ),
      }
    case 'signedOut':
      return {
        title: t('Your session has ended'),
        text: t('Sign in again. Your work is kept here and saved by itself when you are back.'),
      }
    case 'gone':
      return {
        title: t('Somebody has deleted this flow'),
        text: t('It is in the bin, as it was saved last. What you have drawn since is still here.'),
      }
    case 'refused':
      return {
        title:
          reasonNow('editor') === null
            ? t('The server does not take this flow')
            : t('Only looking'),
        text: state.message,
      }
    default:
      return null
  }
}
