import './waits.css'
import { t } from '../i18n/t.ts'
import { DelayBar } from '../softphone/DelayBar.tsx'
import { DelayKey } from '../softphone/DelayKey.tsx'
import { delaySentence, seconds } from '../softphone/delay.ts'
import type { Line } from '../softphone/transcript.ts'
import { averageDelay } from './averageDelay.ts'

/** How long the caller waited for each answer of this call, and where that time went. */
export function Waits({ lines }: { readonly lines: readonly Line[] }) {
  const delays = lines.flatMap((line) => (line.type === 'delay' ? [line] : []))
  const average = averageDelay(delays.map(({ delay }) => delay))
  if (!average) return null
  const most = Math.max(...delays.map(({ delay }) => delay.total))
  return (
    <>
      <h2>{t('How long the caller waited')}</h2>
      <p className="waits-lead">
        {t(
          '{count, plural, one {# answer} other {# answers}}: on average after {average} s, at most after {most} s',
          { count: delays.length, average: seconds(average.total), most: seconds(most) },
        )}
      </p>
      <ol className="waits">
        {delays.map(({ seq, delay }, index) => (
          <li key={seq} title={delaySentence(delay)}>
            <span className="waits-nth" aria-hidden="true">
              {index + 1}
            </span>
            <DelayBar delay={delay} of={most} />
            <span className="waits-total" aria-hidden="true">
              {seconds(delay.total)}
            </span>
            <span className="visually-hidden">{delaySentence(delay)}</span>
          </li>
        ))}
      </ol>
      <DelayKey delay={average} />
    </>
  )
}
