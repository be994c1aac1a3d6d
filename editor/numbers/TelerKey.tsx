import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { TelerState } from '#shared/api/carriers.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { numbersClient } from './numbersClient.ts'
import { TextLine } from './PlainFields.tsx'
import { refreshNumbers } from './queries.ts'

/** The key of an account, tried before it is kept. */
export function TelerKey({ state }: { readonly state: TelerState }) {
  const [key, setKey] = useState('')
  const [secret, setSecret] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setIsWorking] = useState(false)
  const connect = async () => {
    setIsWorking(true)
    setProblem(null)
    try {
      await numbersClient.saveTeler({
        key: key.trim() || null,
        webhookSecret: secret.trim() || null,
      })
      setKey('')
      setSecret('')
      refreshNumbers()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setIsWorking(false)
    }
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        void connect()
      }}
    >
      {state.isReady && (
        <p className="setup-ready">
          <IconCircleCheck size={16} aria-hidden="true" /> {t('The key works.')}
        </p>
      )}
      {state.hasKey && state.step === 'address' && (
        <p className="muted" role="status">
          {t('The key is kept. It is tried as soon as FreJun can reach this server.')}
        </p>
      )}
      {state.hasKey && !state.isReady && state.step !== 'address' && (
        <p className="field-problem" role="alert">
          {translate(state.message)} {translate(state.remedy)}
        </p>
      )}
      {state.isKeyFixed ? (
        <p className="muted">{t('The key is set by TELER_API_KEY on the server.')}</p>
      ) : (
        <>
          <TextLine
            label={state.hasKey ? t('Another key') : t('API key')}
            hint={t('Made in FreJun’s dashboard. Kept encrypted, and never shown again.')}
            isSecret
            value={key}
            onChange={setKey}
          />
          {!state.isSecretFixed && (
            <TextLine
              label={t('Webhook secret (optional)')}
              hint={t('If you gave your voice app one: what FreJun reports is then checked.')}
              isSecret
              placeholder={state.hasWebhookSecret ? t('Unchanged') : ''}
              value={secret}
              onChange={setSecret}
            />
          )}
          {problem && (
            <p className="field-problem" role="alert">
              {problem}
            </p>
          )}
          <div>
            <button
              type="submit"
              className="top-button"
              disabled={isWorking || (key.trim() === '' && secret.trim() === '')}
            >
              {isWorking ? t('Checking…') : t('Check and keep')}
            </button>
          </div>
        </>
      )}
    </form>
  )
}
