import { t } from '../i18n/t.ts'
import { averageDelay } from '../softphone/averageDelay.ts'
import { delayParts, type Line, seconds } from '../softphone/transcript.ts'

/** How long the caller waited for answers in this call, and where that time went. */
export function Waits({ lines }: { readonly lines: readonly Line[] }) {
  const delays = lines.flatMap((line) => (line.type === 'delay' ? [line.delay] : []))
  const average = averageDelay(delays)
  if (!average) return null
  const most = Math.max(...delays.map(({ total }) => total))
  return (
    <>
      <h2>{t('Waits')}</h2>
      <div className="delay">
        <div className="delay-bar" aria-hidden="true">
          {delayParts(average).map(({ key, ms }) => (
            <i key={key} data-part={key} style={{ flexGrow: ms }} />
          ))}
        </div>
        <p>
          {t(
            '{count, plural, one {# answer} other {# answers}}: on average after {average} s, at most after {most} s',
            { count: delays.length, average: seconds(average.total), most: seconds(most) },
          )}
        </p>
        <p>
          {delayParts(average)
            .map(({ word, ms }) => `${word} ${seconds(ms)}`)
            .join(', ')}
        </p>
      </div>
    </>
  )
}
