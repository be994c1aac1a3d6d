import '../fields/field.css'
import { useState } from 'react'
import { messageOf } from '../api/client.ts'
import { Field } from '../fields/Field.tsx'
import { t } from '../i18n/t.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { numbersClient } from './numbersClient.ts'
import { refreshNumbers, useTrunks } from './queries.ts'

/** A number of this server or of a trunk; those of FreJun are picked from its account. */
export function AddNumber({ onClose }: { readonly onClose: () => void }) {
  const trunks = useTrunks()
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [carrier, setCarrier] = useState('local')
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setIsWorking] = useState(false)
  const add = async () => {
    setIsWorking(true)
    setProblem(null)
    try {
      await numbersClient.add({ number, name, carrier })
      refreshNumbers()
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setIsWorking(false)
    }
  }
  return (
    <Dialog onClose={onClose} size={460} title={t('Add a number')}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <Field
          label={t('Who brings its calls?')}
          path="carrier"
          hint={t(
            'Numbers of FreJun are picked where FreJun is set up, further down on this page.',
          )}
        >
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={carrier}
              onChange={({ target }) => setCarrier(target.value)}
            >
              <option value="local">{t('This server')}</option>
              {trunks.data?.map(({ id, settings }) => (
                <option key={id} value={`trunk:${id}`}>
                  {settings.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={t('Number')}
          path="number"
          hint={
            carrier === 'local'
              ? t('Any number you like, such as +1 202 555 0111: only this server knows it.')
              : t('As the provider gave it to you, such as +1 202 555 0111.')
          }
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="tel"
              dir="ltr"
              required
              maxLength={40}
              autoComplete="off"
              data-autofocus
              value={number}
              onChange={({ target }) => setNumber(target.value)}
            />
          )}
        </Field>
        <Field label={t('Name (optional)')} path="name">
          {(ids) => (
            <input
              {...ids}
              className="input"
              maxLength={80}
              placeholder={t('For example: front desk')}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        {problem && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="popover-actions">
          <button type="button" className="top-button" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button
            type="submit"
            className="top-button top-primary"
            disabled={isWorking || number.trim() === ''}
          >
            {t('Add')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
