import { type FormEvent, useState } from 'react'
import type { ModelEffect } from '#shared/session/effect.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { useEnvironment } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { StepLink } from './StepLink.tsx'
import { answerEffect, sendForReal } from './simulatorStore.ts'

const why = 'It failed, as the simulator was told.'

/** The model's turn, taken by a person: what it says, what it found out, and the way out it takes. */
export function ModelForm({ effect }: { readonly effect: ModelEffect }) {
  const { request } = effect
  // The built-in responder's answer is something to begin with.
  const [first] = useState(() => respondOffline(request))
  const [say, setSay] = useState(first.say)
  const [exit, setExit] = useState(first.exit?.name ?? '')
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(
      Object.entries(first.collected).map(([name, value]) => [name, String(value ?? '')]),
    ),
  )
  const environment = useEnvironment()
  const hasModel = environment.data?.model.offline === false
  const send = (event: FormEvent) => {
    event.preventDefault()
    const collected = Object.fromEntries(
      Object.entries(values).filter(([, value]) => value.trim() !== ''),
    )
    answerEffect(
      {
        type: 'model',
        provider: t('A person'),
        answer: {
          say: say.trim(),
          collected,
          exit:
            exit === ''
              ? null
              : { name: exit, reason: first.exit?.name === exit ? first.exit.reason : '' },
        },
      },
      null,
    )
  }
  return (
    <form className="sim-form" onSubmit={send} aria-label={t('Answer of the model')}>
      <p className="sim-waits">
        <StepLink node={effect.node} /> {t('asks the model. You answer for it.')}
      </p>
      {!request.judges && (
        <label className="sim-label">
          {t('It says')}
          <textarea
            className="input"
            rows={2}
            value={say}
            data-native-undo
            onChange={(event) => setSay(event.target.value)}
          />
        </label>
      )}
      {request.collect.length > 0 && (
        <fieldset className="sim-fields list" aria-label={t('What it has found out')}>
          {request.collect.map(({ name }) => (
            <label key={name} className="sim-label">
              {name}
              <input
                className="input"
                value={values[name] ?? ''}
                placeholder={String(request.collected[name] ?? '')}
                data-native-undo
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            </label>
          ))}
        </fieldset>
      )}
      <label className="sim-label">
        {request.judges ? t('It chooses') : t('It leaves by')}
        <select className="input" value={exit} onChange={(event) => setExit(event.target.value)}>
          <option value="">{request.judges ? t('None of them') : t('It stays and listens')}</option>
          {request.exits.map(({ name, description }) => (
            <option key={name} value={name} title={description}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div className="sim-buttons">
        <button type="submit" className="sim-primary">
          {t('Answer')}
        </button>
        <button
          type="button"
          className="small-button"
          data-outline
          onClick={() => answerEffect({ type: 'failed', why, timedOut: false }, null)}
        >
          {t('Let it fail')}
        </button>
        {hasModel && (
          <button
            type="button"
            className="small-button"
            data-outline
            onClick={() => void sendForReal()}
          >
            {t('Ask {model}', { model: environment.data?.model.name ?? '' })}
          </button>
        )}
      </div>
    </form>
  )
}
