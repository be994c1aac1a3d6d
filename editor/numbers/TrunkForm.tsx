import type { TrunkSettings } from '#shared/api/trunks.ts'
import { Field } from '../fields/Field.tsx'
import { t } from '../i18n/t.ts'
import type { TrunkDraft } from './trunkDraft.ts'

export interface TrunkPartProps {
  readonly draft: TrunkDraft
  readonly set: (change: Partial<TrunkDraft>) => void
  /** There is one already; it is never shown. */
  readonly hasPassword: boolean
}

/** What every provider's page shows. */
export function TrunkForm({ draft, set, hasPassword }: TrunkPartProps) {
  const { settings } = draft
  const change = (part: Partial<TrunkSettings>) => set({ settings: { ...settings, ...part } })
  return (
    <div className="trunk-form">
      <Field label={t('Provider')} path="title">
        {(ids) => (
          <input
            {...ids}
            className="input"
            maxLength={80}
            placeholder={t('For example: Sip Telecom')}
            data-autofocus
            value={settings.title}
            onChange={({ target }) => change({ title: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('Server')}
        path="server"
        hint={t('Also called registrar, proxy, domain or SIP address.')}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            dir="ltr"
            maxLength={200}
            placeholder="sip.example.org"
            autoComplete="off"
            spellCheck={false}
            value={settings.server}
            onChange={({ target }) => change({ server: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('User')}
        path="user"
        hint={t('Also called login or SIP ID. Empty if there is none.')}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            dir="ltr"
            maxLength={120}
            autoComplete="off"
            spellCheck={false}
            value={settings.user}
            onChange={({ target }) => change({ user: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('Password')}
        path="password"
        hint={t('Kept encrypted, and never shown again.')}
      >
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="password"
            maxLength={200}
            autoComplete="new-password"
            placeholder={hasPassword ? t('Unchanged') : ''}
            value={draft.password ?? ''}
            onChange={({ target }) =>
              set({ password: target.value === '' && hasPassword ? null : target.value })
            }
          />
        )}
      </Field>
      <div className="trunk-wide">
        <Field
          label={hasPassword ? t('More numbers') : t('Numbers')}
          path="numbers"
          hint={t('One a line, such as +1 202 555 0111. You can add more later.')}
        >
          {(ids) => (
            <textarea
              {...ids}
              className="input"
              dir="ltr"
              maxLength={4_000}
              value={draft.numbers}
              onChange={({ target }) => set({ numbers: target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  )
}
