import './rules.css'
import { type CampaignRules, retriedOutcomes } from '#shared/api/campaigns.ts'
import { ringLimits } from '#shared/api/outbound.ts'
import { Field } from '../fields/Field.tsx'
import { NumberField } from '../fields/NumberField.tsx'
import { t } from '../i18n/t.ts'
import type { StepProps } from './CampaignWizard.tsx'
import { retryTitle, weekdayNames } from './campaignWords.ts'

/** How fast, when, and how often. */
export function RulesStep({ setup, change }: StepProps) {
  const { rules } = setup
  const set = (some: Partial<CampaignRules>) => change({ rules: { ...rules, ...some } })
  return (
    <div className="form wizard-form rules-form">
      <h2>{t('How fast')}</h2>
      <div className="form-row">
        <NumberField
          label={t('Calls a minute')}
          path="perMinute"
          value={rules.perMinute}
          {...{ min: 1, max: 6_000 }}
          onChange={(perMinute) => set({ perMinute })}
        />
        <NumberField
          label={t('At the same time')}
          path="atOnce"
          value={rules.atOnce}
          {...{ min: 1, max: 100 }}
          onChange={(atOnce) => set({ atOnce })}
        />
        <NumberField
          label={t('Let it ring')}
          path="ringFor"
          unit={t('seconds')}
          value={rules.ringFor}
          {...{ min: ringLimits.least, max: ringLimits.most }}
          onChange={(ringFor) => set({ ringFor })}
        />
      </div>
      <h2>{t('When')}</h2>
      <p className="field-hint">
        {t(
          'By the clock where they are. Where a country has several time zones, all of them must allow it.',
        )}
      </p>
      <HoursFields rules={rules} set={set} />
      <h2>{t('Call again')}</h2>
      <RetryTable rules={rules} set={set} />
    </div>
  )
}

interface RulesProps {
  readonly rules: CampaignRules
  readonly set: (some: Partial<CampaignRules>) => void
}

function HoursFields({ rules, set }: RulesProps) {
  const { hours } = rules
  const setHours = (some: Partial<CampaignRules['hours']>) => set({ hours: { ...hours, ...some } })
  const isWrong = hours.from >= hours.to
  return (
    <>
      <div className="form-row">
        <Field label={t('From')} path="hours.from">
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="time"
              value={hours.from}
              aria-invalid={isWrong}
              onChange={({ target }) => target.value && setHours({ from: target.value })}
            />
          )}
        </Field>
        <Field label={t('Until')} path="hours.to">
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="time"
              value={hours.to === '24:00' ? '23:59' : hours.to}
              aria-invalid={isWrong}
              onChange={({ target }) => target.value && setHours({ to: endOf(target.value) })}
            />
          )}
        </Field>
      </div>
      {isWrong && (
        <p role="alert" className="field-problem">
          {t('The hours end before they begin.')}
        </p>
      )}
      <fieldset className="weekdays">
        <legend className="field-label">{t('Days')}</legend>
        {weekdayNames().map((name, day) => {
          const isOn = hours.weekdays.includes(day)
          const isOnly = isOn && hours.weekdays.length === 1
          const weekdays = isOn
            ? hours.weekdays.filter((one) => one !== day)
            : [...hours.weekdays, day].toSorted((one, other) => one - other)
          return (
            <button
              key={name}
              type="button"
              aria-pressed={isOn}
              disabled={isOnly}
              onClick={() => setHours({ weekdays })}
            >
              {name}
            </button>
          )
        })}
      </fieldset>
    </>
  )
}

/** A field for times knows no 24:00: the last minute of a day is meant to its end. */
const endOf = (time: string): string => (time === '23:59' ? '24:00' : time)

function RetryTable({ rules, set }: RulesProps) {
  const { retries } = rules
  // A machine that was left a message is not called again.
  const shown = retriedOutcomes.filter(
    (outcome) => outcome !== 'voicemail' || rules.onVoicemail === 'hangup',
  )
  return (
    <table className="retries">
      <thead>
        <tr>
          <th scope="col">{t('After')}</th>
          <th scope="col">{t('Calls more')}</th>
          <th scope="col">{t('Not before')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((outcome) => {
          const retry = retries[outcome]
          const change = (some: Partial<typeof retry>) =>
            set({ retries: { ...retries, [outcome]: { ...retry, ...some } } })
          return (
            <tr key={outcome}>
              <th scope="row">{retryTitle(outcome)}</th>
              <td>
                <select
                  className="input"
                  aria-label={t('Calls more after: {outcome}', { outcome: retryTitle(outcome) })}
                  value={retry.times}
                  onChange={({ target }) => change({ times: Number(target.value) })}
                >
                  {retryCounts.map((times) => (
                    <option key={times} value={times}>
                      {times === 0
                        ? t('none')
                        : t('{count, plural, one {# more} other {# more}}', { count: times })}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                <select
                  className="input"
                  aria-label={t('Pause after: {outcome}', { outcome: retryTitle(outcome) })}
                  value={retry.gap}
                  disabled={retry.times === 0}
                  onChange={({ target }) => change({ gap: Number(target.value) })}
                >
                  {[...new Set([...gaps, retry.gap])]
                    .toSorted((one, other) => one - other)
                    .map((gap) => (
                      <option key={gap} value={gap}>
                        {gapTitle(gap)}
                      </option>
                    ))}
                </select>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

const retryCounts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
/** Minutes. */
const gaps = [5, 15, 30, 60, 120, 240, 480, 1_440, 2_880]

const gapTitle = (gap: number): string =>
  gap < 60
    ? t('after {count, plural, one {# minute} other {# minutes}}', { count: gap })
    : gap < 2_880
      ? t('after {count, plural, one {# hour} other {# hours}}', { count: gap / 60 })
      : t('after {count, plural, one {# day} other {# days}}', { count: gap / 1_440 })
