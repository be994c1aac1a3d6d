import '../fields/field.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Drawer.css'
import { Drawer } from '@mantine/core'
import { useState } from 'react'
import type { NumberInUse, NumberSettings } from '#shared/api/numbers.ts'
import { messageOf } from '../api/client.ts'
import { Field } from '../fields/Field.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { useReturnFocus } from '../shell/useReturnFocus.ts'
import { formatNumber } from './formatNumber.ts'
import { numbersClient } from './numbersClient.ts'
import { refreshNumbers } from './queries.ts'
import { TestCallers } from './TestCallers.tsx'

interface NumberDrawerProps {
  readonly number: NumberInUse
  readonly onClose: () => void
}

/** How one number behaves: whether it answers, how many at once, and what happens when its flow cannot. */
export function NumberDrawer({ number, onClose }: NumberDrawerProps) {
  useReturnFocus()
  const [settings, setSettings] = useState<NumberSettings>(() => settingsOf(number))
  const [problem, setProblem] = useState<string | null>(null)
  const [isSure, setIsSure] = useState(false)
  const reason = useReason('publisher')
  const set = (change: Partial<NumberSettings>) => setSettings({ ...settings, ...change })
  const run = async (work: () => Promise<unknown>) => {
    setProblem(null)
    try {
      await work()
      refreshNumbers()
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={400}
      title={<b>{formatNumber(number.number)}</b>}
      overlayProps={{ backgroundOpacity: 0.25 }}
      closeButtonProps={{ 'aria-label': t('Close') }}
      transitionProps={{ duration: 100 }}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void run(() => numbersClient.save(number.number, settings))
        }}
      >
        <Basics settings={settings} set={set} />
        <h3 className="drawer-part">{t('When its flow cannot answer')}</h3>
        <Ladder settings={settings} set={set} />
        {problem && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="popover-actions">
          <button
            type="submit"
            className="top-button top-primary"
            disabled={reason !== null}
            title={reason ?? undefined}
          >
            {t('Save')}
          </button>
        </div>
      </form>
      {number.flowId !== null && <TestCallers number={number.number} />}
      <RemoveNumber
        number={number}
        isSure={isSure}
        onAsk={() => setIsSure(true)}
        onRemove={() => void run(() => numbersClient.remove(number.number))}
      />
    </Drawer>
  )
}

interface PartProps {
  readonly settings: NumberSettings
  readonly set: (change: Partial<NumberSettings>) => void
}

function Basics({ settings, set }: PartProps) {
  return (
    <>
      <Field label={t('Name')} path="name">
        {(ids) => (
          <input
            {...ids}
            className="input"
            maxLength={80}
            value={settings.name}
            onChange={({ target }) => set({ name: target.value })}
          />
        )}
      </Field>
      <SwitchField
        label={t('Takes calls')}
        hint={t('Off: whoever calls hears that it is not available.')}
        checked={settings.enabled}
        onChange={(enabled) => set({ enabled })}
      />
      <Field
        label={t('Calls at once')}
        path="mostCalls"
        hint={t('Further callers hear busy. Empty: as many as come.')}
      >
        {(ids) => (
          <input
            {...ids}
            className="input drawer-count"
            type="number"
            min={1}
            max={10_000}
            value={settings.mostCalls ?? ''}
            onChange={({ target }) =>
              set({ mostCalls: target.value === '' ? null : target.valueAsNumber })
            }
          />
        )}
      </Field>
    </>
  )
}

/** Tried one after the other. */
function Ladder({ settings, set }: PartProps) {
  return (
    <ol className="ladder">
      <li>
        <Field
          label={t('Ask another server')}
          path="fallbackUrl"
          hint={t('An address that answers with FML. It gets the same request, signed.')}
        >
          {(ids) => (
            <input
              {...ids}
              className="input mono"
              type="url"
              placeholder="https://backup.example.org/voice"
              maxLength={500}
              value={settings.fallbackUrl}
              onChange={({ target }) => set({ fallbackUrl: target.value })}
            />
          )}
        </Field>
      </li>
      <li>
        <Field
          label={t('Say')}
          path="says"
          hint={t('Empty: an apology, and that they should call again later.')}
        >
          {(ids) => (
            <textarea
              {...ids}
              className="input"
              maxLength={500}
              value={settings.says}
              onChange={({ target }) => set({ says: target.value })}
            />
          )}
        </Field>
      </li>
      <li>
        <Field
          label={t('Then call')}
          path="transfer"
          hint={t('A number or a SIP address that takes the call. Empty: the call ends.')}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              dir="ltr"
              placeholder="+12025550199"
              maxLength={120}
              value={settings.transfer}
              onChange={({ target }) => set({ transfer: withoutSpaces(target.value) })}
            />
          )}
        </Field>
      </li>
    </ol>
  )
}

interface RemoveNumberProps {
  readonly number: NumberInUse
  readonly isSure: boolean
  readonly onAsk: () => void
  readonly onRemove: () => void
}

function RemoveNumber({ number, isSure, onAsk, onRemove }: RemoveNumberProps) {
  const reason = useReason('admin')
  return (
    <div className="drawer-remove">
      {isSure ? (
        <>
          <p>
            {number.flowName === null
              ? t('Nobody answers it here any more. The number itself stays with its provider.')
              : t(
                  '“{flow}” does not answer it any more. The flow stays, and the number stays with its provider.',
                  { flow: number.flowName },
                )}
          </p>
          <button type="button" className="top-button top-danger" onClick={onRemove}>
            {t('Remove it')}
          </button>
        </>
      ) : (
        <button
          type="button"
          className="small-button"
          disabled={reason !== null}
          title={reason ?? undefined}
          onClick={onAsk}
        >
          {t('Remove this number')}
        </button>
      )}
    </div>
  )
}

/** A number may be written with spaces and dashes; an address stays as it is. */
const withoutSpaces = (text: string): string =>
  /^\+[\d\s().-]+$/.test(text) ? text.replace(/[\s().-]/g, '') : text

const settingsOf = (number: NumberInUse): NumberSettings => ({
  name: number.name,
  enabled: number.enabled,
  mostCalls: number.mostCalls,
  fallbackUrl: number.fallbackUrl,
  says: number.says,
  transfer: number.transfer,
})
