import '../fields/field.css'
import { useState } from 'react'
import { telerDashboard } from '#shared/api/carriers.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { numbersClient } from './numbersClient.ts'
import { refreshNumbers, useTeler } from './queries.ts'
import { ReachRow } from './ReachRow.tsx'
import { TelerKey } from './TelerKey.tsx'
import { TelerNumbers } from './TelerNumbers.tsx'

/** Connects FreJun: its public address, the key, and which of its numbers answer here. */
export function TelerDialog({ onClose }: { readonly onClose: () => void }) {
  const teler = useTeler()
  const isConnected = teler.data?.isReady ?? false
  return (
    <Dialog onClose={onClose} size={600} title={t('FreJun Teler')}>
      <ol className="setup">
        <li>
          <h3>{t('FreJun can reach this server')}</h3>
          <ul className="carriers-list">
            <ReachRow isNeeded />
          </ul>
        </li>
        <li>
          <h3>{t('This server may use your account')}</h3>
          {teler.data && <TelerKey key={String(teler.data.hasKey)} state={teler.data} />}
        </li>
        <li>
          <h3>{t('Choose your numbers')}</h3>
          <p className="muted dialog-lead">
            {t('Numbers are bought in FreJun’s dashboard.')}{' '}
            <a href={telerDashboard} target="_blank" rel="noreferrer">
              {t('Open the dashboard')}
            </a>
          </p>
          {isConnected ? (
            <TelerNumbers />
          ) : (
            <p className="faint">{t('They are listed here as soon as the key works.')}</p>
          )}
        </li>
      </ol>
      <div className="popover-actions">
        {teler.data?.hasKey && !teler.data.isKeyFixed && <ForgetTeler />}
        <span className="top-space" />
        <button type="button" className="top-button top-primary" onClick={onClose}>
          {t('Done')}
        </button>
      </div>
    </Dialog>
  )
}

function ForgetTeler() {
  const [problem, setProblem] = useState<string | null>(null)
  const forget = async () => {
    try {
      await numbersClient.forgetTeler()
      refreshNumbers()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <>
      <button type="button" className="small-button" onClick={() => void forget()}>
        {t('Forget the key')}
      </button>
      {problem && <span className="field-problem">{problem}</span>}
    </>
  )
}
