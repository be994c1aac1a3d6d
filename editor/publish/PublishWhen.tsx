import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import './publishWhen.css'

/** When a publication counts, and for whom. */
export type When =
  | { readonly type: 'now' }
  | { readonly type: 'share'; readonly share: number }
  /** `value` as a field for local dates has it; empty: not chosen yet. */
  | { readonly type: 'later'; readonly value: string }

interface PublishWhenProps {
  readonly when: When
  /** A share needs a version of this flow that takes the rest. */
  readonly canShare: boolean
  readonly onChange: (when: When) => void
}

const shares = [1, 5, 10, 25, 50, 75, 90]

/** Now, for some callers first, or at a time. */
export function PublishWhen({ when, canShare, onChange }: PublishWhenProps) {
  const option = (type: When['type'], title: string, next: When, isOff = false) => (
    <label className="publish-when-option" data-off={isOff || undefined}>
      <input
        type="radio"
        name="publish-when"
        checked={when.type === type}
        disabled={isOff}
        onChange={() => onChange(next)}
      />
      {title}
    </label>
  )
  return (
    <fieldset className="publish-when">
      <legend className="visually-hidden">{t('When, and for whom')}</legend>
      {option('now', t('Now, for everybody'), { type: 'now' })}
      <div className="publish-when-row">
        {option('share', t('For some callers first'), { type: 'share', share: 10 }, !canShare)}
        {when.type === 'share' && (
          <select
            className="input publish-when-value"
            aria-label={t('Share of callers')}
            value={when.share}
            onChange={({ target }) => onChange({ type: 'share', share: Number(target.value) })}
          >
            {shares.map((share) => (
              <option key={share} value={share}>
                {percent(share)}
              </option>
            ))}
          </select>
        )}
      </div>
      <div className="publish-when-row">
        {option('later', t('At a time'), { type: 'later', value: '' })}
        {when.type === 'later' && (
          <input
            type="datetime-local"
            className="input publish-when-value"
            aria-label={t('Time')}
            required
            min={localNow()}
            value={when.value}
            data-native-undo
            onChange={({ target }) => onChange({ type: 'later', value: target.value })}
          />
        )}
      </div>
      {when.type === 'share' && (
        <p className="publish-when-hint muted">
          {t('The same callers always get the new version; all others keep the one they have.')}
        </p>
      )}
      {when.type === 'later' && (
        <p className="publish-when-hint muted">
          {t('The version is made now, as the flow is now; later changes are not in it.')}
        </p>
      )}
    </fieldset>
  )
}

/** `10 %` as the language writes it. */
export const percent = (share: number): string => formatCount(share / 100, { style: 'percent' })

/** The next minute here, as the field wants it. */
function localNow(): string {
  const now = new Date(Date.now() + 60_000)
  const here = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  return here.toISOString().slice(0, 16)
}

/** What the API takes. */
export function whenBody(when: When): { readonly at?: number; readonly share?: number } {
  if (when.type === 'share') return { share: when.share }
  return when.type === 'later' ? { at: new Date(when.value).getTime() } : {}
}
