import { type NumberFormat, numberFormats, type TrunkSettings } from '#shared/api/trunks.ts'
import { Field } from '../fields/Field.tsx'
import { More } from '../fields/More.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { language, t } from '../i18n/t.ts'
import { countries } from './countries.ts'
import { CountField, TextLine } from './PlainFields.tsx'
import type { TrunkPartProps } from './TrunkForm.tsx'

/** What few people need: how numbers are written, calls from them to us, limits. */
export function TrunkAdvanced({ draft, set, hasPassword }: TrunkPartProps) {
  const { settings } = draft
  const change = (part: Partial<TrunkSettings>) => set({ settings: { ...settings, ...part } })
  return (
    <More title={t('Advanced')}>
      <NumberForms settings={settings} change={change} />
      <h3 className="drawer-part">{t('Connection')}</h3>
      <div className="trunk-form">
        <Field label={t('Transport')} path="transport">
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={settings.transport}
              onChange={({ target }) => change({ transport: transportOf(target.value) })}
            >
              <option value="auto">{t('As the server says')}</option>
              <option value="udp">UDP</option>
              <option value="tcp">TCP</option>
              <option value="tls">TLS</option>
            </select>
          )}
        </Field>
        <TextLine
          label={t('Domain')}
          hint={t('If it is another than the server.')}
          value={settings.domain}
          onChange={(domain) => change({ domain })}
        />
        <SwitchField
          label={t('Register')}
          hint={t('Most providers want it. Off where they know this server by its address.')}
          checked={settings.registers}
          onChange={(registers) => change({ registers })}
        />
        <SwitchField
          label={t('Encrypt sound')}
          hint={t('SRTP for calls that go out.')}
          checked={settings.encrypts}
          onChange={(encrypts) => change({ encrypts })}
        />
        <CountField
          label={t('Sign of life, seconds')}
          hint={t('0: none.')}
          value={settings.keepAlive}
          min={0}
          max={3_600}
          onChange={(keepAlive) => change({ keepAlive })}
        />
        <CountField
          label={t('Session timer, seconds')}
          value={settings.sessionExpires}
          min={90}
          max={86_400}
          onChange={(sessionExpires) => change({ sessionExpires })}
        />
      </div>
      <h3 className="drawer-part">{t('Calls to this server')}</h3>
      <div className="trunk-form">
        <div className="trunk-wide">
          <TextLine
            label={t('Addresses that it calls from')}
            hint={t('Besides its server: addresses or networks, with commas between.')}
            value={draft.addresses}
            onChange={(addresses) => set({ addresses })}
          />
        </div>
        <TextLine
          label={t('User it must prove to be')}
          hint={t('Empty: its address is proof enough.')}
          value={settings.inboundUser}
          onChange={(inboundUser) => change({ inboundUser })}
        />
        <TextLine
          label={t('Password it must prove')}
          isSecret
          placeholder={hasPassword ? t('Unchanged') : ''}
          value={draft.inboundPassword ?? ''}
          onChange={(text) => set({ inboundPassword: text === '' && hasPassword ? null : text })}
        />
        <SwitchField
          label={t('MD5 only')}
          hint={t('For old devices that read one challenge only.')}
          checked={settings.onlyMd5}
          onChange={(onlyMd5) => change({ onlyMd5 })}
        />
        <SwitchField
          label={t('May transfer our calls')}
          hint={t('It then makes calls that somebody pays for.')}
          checked={settings.takesTransfers}
          onChange={(takesTransfers) => change({ takesTransfers })}
        />
        <SwitchField
          label={t('Connects callers by itself')}
          hint={t('A transfer then leaves this server (REFER). Many providers do not know it.')}
          checked={settings.handsOver}
          onChange={(handsOver) => change({ handsOver })}
        />
      </div>
      <h3 className="drawer-part">{t('Limits')}</h3>
      <div className="trunk-form">
        <CountField
          label={t('Calls at once')}
          value={settings.mostCalls}
          min={1}
          max={10_000}
          onChange={(mostCalls) => change({ mostCalls })}
        />
        <CountField
          label={t('New calls a second')}
          value={settings.callsPerSecond}
          min={1}
          max={1_000}
          onChange={(callsPerSecond) => change({ callsPerSecond })}
        />
      </div>
    </More>
  )
}

interface NumberFormsProps {
  readonly settings: TrunkSettings
  readonly change: (part: Partial<TrunkSettings>) => void
}

function NumberForms({ settings, change }: NumberFormsProps) {
  const rules = settings.numbers
  return (
    <>
      <h3 className="drawer-part">{t('Numbers')}</h3>
      <div className="trunk-form">
        <Field
          label={t('Country')}
          path="country"
          hint={t('Of numbers that come without one, such as 030 123456.')}
        >
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={rules.country}
              onChange={({ target }) => change({ numbers: { ...rules, country: target.value } })}
            >
              <option value="">{t('Numbers always come with their country')}</option>
              {countries(language()).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('It wants numbers written')} path="sends">
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={rules.sends}
              onChange={({ target }) =>
                change({ numbers: { ...rules, sends: formatOf(target.value) } })
              }
            >
              <option value="e164">+49 30 123456</option>
              <option value="plain">49 30 123456</option>
              <option value="international">00 49 30 123456</option>
              <option value="national">{t('030 123456 (in its country)')}</option>
            </select>
          )}
        </Field>
        <TextLine
          label={t('Keys before each number')}
          hint={t('Such as 9 for an outside line of a PBX.')}
          value={rules.prefix}
          onChange={(prefix) => change({ numbers: { ...rules, prefix } })}
        />
        <SwitchField
          label={t('For all other calls that go out')}
          hint={t('Calls that show none of the numbers here go by this trunk.')}
          checked={settings.isDefault}
          onChange={(isDefault) => change({ isDefault })}
        />
      </div>
    </>
  )
}

const transports = ['auto', 'udp', 'tcp', 'tls'] as const
const transportOf = (value: string): TrunkSettings['transport'] =>
  transports.find((one) => one === value) ?? 'auto'
const formatOf = (value: string): NumberFormat =>
  numberFormats.find((one) => one === value) ?? 'e164'
