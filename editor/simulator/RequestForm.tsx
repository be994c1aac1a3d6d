import { type FormEvent, useState } from 'react'
import type { RequestEffect } from '#shared/session/effect.ts'
import { t } from '../i18n/t.ts'
import type { Mock } from './kept.ts'
import { StepLink } from './StepLink.tsx'
import { sampleBody } from './sampleBody.ts'
import { answerEffect, rememberMock, sendForReal } from './simulatorStore.ts'
import { useSimulator } from './useSimulator.ts'
import { replyOf } from './worldOf.ts'

/** What a webhook answers: written by hand, failed, late, or really sent. */
export function RequestForm({ effect }: { readonly effect: RequestEffect }) {
  const program = useSimulator((simulator) => simulator.program)
  const [status, setStatus] = useState('200')
  const [body, setBody] = useState(() => (program ? sampleBody(program, effect.node) : '{}'))
  const [always, setAlways] = useState(false)
  const reply = (mock: Mock) => {
    const result = replyOf(mock, effect.timeout)
    if (result) answerEffect(result, always ? mock : null)
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    const code = Math.min(599, Math.max(100, Math.round(Number(status)) || 200))
    reply({ type: 'reply', status: code, body })
  }
  return (
    <form className="sim-form" onSubmit={send} aria-label={t('Answer of the webhook')}>
      <p className="sim-waits">
        <StepLink node={effect.node} /> {t('asks')}{' '}
        <span className="mono-inline">{`${effect.method} ${effect.url}`}</span>
      </p>
      {effect.body !== null && (
        <details className="sim-fml">
          <summary>{t('What is sent')}</summary>
          <pre>{effect.body}</pre>
        </details>
      )}
      <div className="sim-row">
        <label className="sim-label">
          {t('Status')}
          <input
            className="input sim-seconds"
            inputMode="numeric"
            value={status}
            onChange={(event) => setStatus(event.target.value)}
          />
        </label>
        <label className="sim-label sim-grow">
          {t('Body, as JSON')}
          <textarea
            className="input mono-inline"
            rows={3}
            value={body}
            spellCheck={false}
            data-native-undo
            onChange={(event) => setBody(event.target.value)}
          />
        </label>
      </div>
      {looksBroken(body) && (
        <p className="field-hint">{t('This is no JSON: it is answered as text.')}</p>
      )}
      <label className="sim-check">
        <input type="checkbox" checked={always} onChange={() => setAlways(!always)} />
        {t('Answer like this from now on')}
      </label>
      <div className="sim-buttons">
        <button type="submit" className="sim-primary">
          {t('Reply')}
        </button>
        <button
          type="button"
          className="small-button"
          data-outline
          onClick={() => reply({ type: 'fails' })}
        >
          {t('Let it fail')}
        </button>
        <button
          type="button"
          className="small-button"
          data-outline
          onClick={() => reply({ type: 'late' })}
        >
          {t('Let it time out')}
        </button>
        <button
          type="button"
          className="small-button"
          data-outline
          title={t('The server sends it to the address above and the answer is used')}
          onClick={() => {
            if (always) rememberMock(effect.node, { type: 'real' })
            void sendForReal()
          }}
        >
          {t('Really send it')}
        </button>
      </div>
    </form>
  )
}

function looksBroken(body: string): boolean {
  try {
    if (body.trim() !== '') JSON.parse(body)
    return false
  } catch {
    return true
  }
}
