import { useMutation, useQuery } from '@tanstack/react-query'
import { type Checked, campaignRoutes } from '#shared/api/campaigns.ts'
import { messageOf } from '../api/client.ts'
import { queryClient, useFlows } from '../api/queries.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import type { StepProps } from './CampaignWizard.tsx'
import { campaignsClient } from './campaignsClient.ts'
import { hoursWords, voicemailTitles, weekdayNames } from './campaignWords.ts'

/** What would happen, what is wrong with the file, and the button that begins it. */
export function ReviewStep({ campaign, setup }: StepProps) {
  const flows = useFlows()
  const check = useQuery({
    queryKey: ['campaignCheck', campaign.id, setup],
    queryFn: () => campaignsClient.check(campaign.id),
    retry: false,
    staleTime: 0,
  })
  const start = useMutation({
    mutationFn: () => campaignsClient.move(campaign.id, 'start'),
    onSuccess: (started) => {
      queryClient.setQueryData(['campaign', campaign.id], started)
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  const flow = flows.data?.find(({ id }) => id === setup.flow?.id)
  const { rules } = setup
  const days = weekdayNames().filter((_, day) => rules.hours.weekdays.includes(day))
  const callees = check.data?.callees ?? 0
  return (
    <div className="review">
      <dl className="review-facts">
        <dt>{t('Who is called')}</dt>
        <dd>
          {check.isPending && <span className="muted">{t('Reading the file…')}</span>}
          {check.data && (
            <b>{t('{count, plural, one {# person} other {# people}}', { count: callees })}</b>
          )}
        </dd>
        <dt>{t('Flow')}</dt>
        <dd>
          {flow?.name ?? '–'}{' '}
          <span className="faint">
            {setup.flow?.version
              ? t('version {version}', { version: setup.flow.version })
              : t('draft')}
          </span>
        </dd>
        <dt>{t('Number that calls')}</dt>
        <dd>{setup.from === '' ? '–' : formatNumber(setup.from)}</dd>
        <dt>{t('When')}</dt>
        <dd>
          {hoursWords(rules.hours)} <span className="faint">{days.join(', ')}</span>
        </dd>
        <dt>{t('How fast')}</dt>
        <dd>
          {t('{count} a minute, up to {most} at the same time', {
            count: formatCount(rules.perMinute),
            most: rules.atOnce,
          })}
        </dd>
        <dt>{t('When a machine answers')}</dt>
        <dd>{voicemailTitles().find(({ value }) => value === rules.onVoicemail)?.title}</dd>
      </dl>
      {check.isError && (
        <p role="alert" className="field-problem">
          {messageOf(check.error)}
        </p>
      )}
      {check.data && check.data.problemCount > 0 && (
        <Problems checked={check.data} id={campaign.id} />
      )}
      {start.isError && (
        <p role="alert" className="field-problem">
          {messageOf(start.error)}
        </p>
      )}
      <footer className="wizard-foot">
        <button
          type="button"
          className="top-button top-primary"
          disabled={callees === 0 || start.isPending || check.isFetching}
          onClick={() => start.mutate()}
        >
          {start.isPending
            ? t('Starting…')
            : t('Start: call {count, plural, one {# person} other {# people}}', { count: callees })}
        </button>
      </footer>
    </div>
  )
}

function Problems({ checked, id }: { readonly checked: Checked; readonly id: string }) {
  const { problems, problemCount } = checked
  return (
    <section className="review-problems" aria-label={t('Rows that are left out')}>
      <header>
        <h2>
          {t('{count, plural, one {# row is left out} other {# rows are left out}}', {
            count: problemCount,
          })}
        </h2>
        <a className="small-button" data-outline href={campaignRoutes.problems(id)} download>
          {t('Download the list')}
        </a>
      </header>
      <table className="callees">
        <thead>
          <tr>
            <th scope="col">{t('Line')}</th>
            <th scope="col">{t('Column')}</th>
            <th scope="col">{t('Problem')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, column, message }) => (
            <tr key={line}>
              <td className="number-cell">{line}</td>
              <td>{column}</td>
              <td>{translate(message)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problemCount > problems.length && (
        <p className="faint">
          {t('and {count} more', { count: formatCount(problemCount - problems.length) })}
        </p>
      )}
    </section>
  )
}
