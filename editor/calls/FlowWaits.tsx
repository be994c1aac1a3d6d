import './waits.css'
import { useQuery } from '@tanstack/react-query'
import { routes } from '#shared/api/api.ts'
import { type Delay, type FlowDelays, flowDelaysSchema } from '#shared/api/delays.ts'
import { messageOf, request } from '../api/client.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { DelayBar } from '../softphone/DelayBar.tsx'
import { DelayKey } from '../softphone/DelayKey.tsx'
import { delayWords, seconds } from '../softphone/delay.ts'

/** How long callers of a flow wait for its answers, over its newest calls. */
export function FlowWaits({ flow }: { readonly flow: string }) {
  const delays = useQuery({
    queryKey: ['flowDelays', flow],
    queryFn: () => request(flowDelaysSchema, routes.flowDelays(flow)),
    refetchInterval: 30_000,
  })
  if (delays.isPending) return null
  return (
    <section className="flow-waits" aria-label={t('How long callers wait')}>
      <h2>{t('How long callers wait')}</h2>
      {delays.isError && <p role="alert">{messageOf(delays.error)}</p>}
      {delays.data?.answers === 0 && (
        <p className="muted">
          {t(
            'Nobody has spoken with this flow yet. After the first call you see here where each second before an answer goes.',
          )}
        </p>
      )}
      {delays.data && delays.data.answers > 0 && <Known delays={delays.data} />}
    </section>
  )
}

function Known({ delays }: { readonly delays: FlowDelays }) {
  const { typical, slow, early, total } = delays
  const most = Math.max(typical.total, slow.total)
  return (
    <>
      <p className="waits-lead">
        {t(
          '{answers, plural, one {# answer} other {# answers}} in {calls, plural, one {# call} other {# calls}}: half come within {half} s, 19 of 20 within {most} s.',
          {
            answers: delays.answers,
            calls: delays.calls,
            half: seconds(total.p50),
            most: seconds(total.p95),
          },
        )}
      </p>
      <Bar title={t('Usual')} delay={typical} most={most} />
      <Bar title={t('Slowest tenth')} delay={slow} most={most} />
      <details className="more flow-waits-parts">
        <summary>{t('Each part by itself')}</summary>
        <Parts delays={delays} />
      </details>
      {early.used + early.thrownAway > 0 && (
        <p className="faint">
          {t(
            '{used, plural, one {# answer was} other {# answers were}} begun before the caller was done, and came {seconds} s sooner; {lost, plural, one {# was} other {# were}} begun in vain, for about {tokens} tokens.',
            {
              used: early.used,
              seconds: seconds(early.saved),
              lost: early.thrownAway,
              tokens: formatCount(early.tokens),
            },
          )}
        </p>
      )}
      {delays.fillers > 0 && (
        <p className="faint">
          {t(
            '{count, plural, one {# answer was} other {# answers were}} so late that the caller was asked to wait.',
            { count: delays.fillers },
          )}
        </p>
      )}
    </>
  )
}

interface BarProps {
  readonly title: string
  readonly delay: Delay
  readonly most: number
}

function Bar({ title, delay, most }: BarProps) {
  return (
    <div className="flow-waits-bar">
      <p>
        {title} <b>{t('{seconds} s', { seconds: seconds(delay.total) })}</b>
      </p>
      <DelayBar delay={delay} of={most} />
      <DelayKey delay={delay} />
    </div>
  )
}

function Parts({ delays }: { readonly delays: FlowDelays }) {
  const words = delayWords()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('Part')}</th>
          <th scope="col">{t('Half within')}</th>
          <th scope="col">{t('19 of 20 within')}</th>
        </tr>
      </thead>
      <tbody>
        {delays.parts.map(({ part, p50, p95 }) => (
          <tr key={part}>
            <th scope="row">{words[part]}</th>
            <td>{t('{seconds} s', { seconds: seconds(p50) })}</td>
            <td>{t('{seconds} s', { seconds: seconds(p95) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
