import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Campaign, type CampaignMove, campaignRoutes } from '#shared/api/campaigns.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { formatCount, formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { translateNumbers } from '../numbers/translateNumbers.ts'
import { useReason } from '../people/session.ts'
import { go } from '../router.ts'
import { Link } from '../shell/Link.tsx'
import { PopoverQuestion } from '../shell/PopoverQuestion.tsx'
import { Callees } from './Callees.tsx'
import { CampaignState } from './CampaignState.tsx'
import { campaignsClient } from './campaignsClient.ts'
import { hoursWords } from './campaignWords.ts'
import { Progress } from './Progress.tsx'

/** A campaign that runs or ran: how far it is, what came of it, and whom it calls. */
export function CampaignDetail({ campaign }: { readonly campaign: Campaign }) {
  const { id, name, state, counts, setup } = campaign
  const results = Object.entries(counts.results).toSorted(([, one], [, other]) => other - one)
  return (
    <>
      <header className="page-head campaign-head">
        <Link place={{ screen: 'campaigns', campaign: null }} className="faint">
          {t('Campaigns')}
        </Link>
        <span className="faint">/</span>
        <h1>{name}</h1>
        <CampaignState state={state} />
        <Moves campaign={campaign} />
      </header>
      <section className="campaign-card" aria-label={t('Progress')}>
        <div className="campaign-figures">
          <p>
            <b>{formatCount(counts.done)}</b>{' '}
            {t('of {total} done', { total: formatCount(counts.total) })}
          </p>
          <p className="muted">{whenText(campaign)}</p>
        </div>
        {campaign.note !== null && (
          <p role="alert" className="campaign-note">
            {translateNumbers(campaign.note)}
          </p>
        )}
        <Progress counts={counts} />
        {results.length > 0 && (
          <p className="campaign-results">
            <span className="faint">{t('What the talks came to')}</span>
            {results.map(([result, count]) => (
              <span key={result} className="chip">
                {outcomeTitle(result)} <b>{formatCount(count)}</b>
              </span>
            ))}
          </p>
        )}
        <p className="campaign-facts faint">
          {setup.flow ? (
            <Link place={{ screen: 'flow', id: setup.flow.id }} className="campaign-link">
              {campaign.flowName}
            </Link>
          ) : (
            campaign.flowName
          )}{' '}
          · {t('from {number}', { number: formatNumber(setup.from) })} ·{' '}
          {t('{count} a minute, up to {most} at the same time', {
            count: formatCount(setup.rules.perMinute),
            most: setup.rules.atOnce,
          })}{' '}
          · {hoursWords(setup.rules.hours)}
        </p>
      </section>
      <Callees id={id} counts={counts} isRunning={state === 'running'} />
    </>
  )
}

const time = (at: number) => formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })

/** A minute: what comes sooner is now. */
const soon = 60_000

function whenText({ state, startedAt, endedAt, endsAt, nextAt, counts }: Campaign): string {
  if (endedAt !== null) return t('Ended {time}', { time: time(endedAt) })
  if (state === 'paused') return t('Paused: nobody new is called.')
  if (nextAt !== null && nextAt > Date.now() + soon && counts.calling === 0) {
    return t('Goes on {time}', { time: time(nextAt) })
  }
  if (endsAt !== null) return t('Likely done {time}', { time: time(endsAt) })
  return startedAt === null ? '' : t('Started {time}', { time: time(startedAt) })
}

function Moves({ campaign }: { readonly campaign: Campaign }) {
  const { id, state } = campaign
  const reason = useReason('publisher')
  const move = useMutation({
    mutationFn: (to: CampaignMove) => campaignsClient.move(id, to),
    onSuccess: (moved) => {
      queryClient.setQueryData(['campaign', id], moved)
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
    },
  })
  const remove = useMutation({
    mutationFn: () => campaignsClient.remove(id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      go({ screen: 'campaigns', campaign: null })
    },
  })
  const problem = move.error ?? remove.error
  const main = (to: CampaignMove, title: string) => (
    <button
      type="button"
      className="top-button top-primary"
      disabled={move.isPending || reason !== null}
      title={reason ?? undefined}
      onClick={() => move.mutate(to)}
    >
      {title}
    </button>
  )
  const isOver = state === 'stopped' || state === 'done'
  return (
    <div className="campaign-moves">
      {problem && (
        <span role="alert" className="file-problem">
          {messageOf(problem)}
        </span>
      )}
      {isOver && reason === null && (
        <AskedMove
          title={t('Delete')}
          question={t('The campaign and what came of it are deleted for good. Its calls stay.')}
          onYes={() => remove.mutate()}
        />
      )}
      <a className="top-button" href={campaignRoutes.results(id)} download>
        {t('Download results')}
      </a>
      {!isOver && reason === null && (
        <AskedMove
          title={t('Stop for good')}
          question={t('Nobody else is called, and the campaign cannot go on again.')}
          onYes={() => move.mutate('stop')}
        />
      )}
      {state === 'running' && main('pause', t('Pause'))}
      {state === 'paused' && main('resume', t('Resume'))}
    </div>
  )
}

interface AskedMoveProps {
  readonly title: string
  readonly question: string
  readonly onYes: () => void
}

/** What cannot be taken back is asked for first. */
function AskedMove({ title, question, onYes }: AskedMoveProps) {
  const [isOpen, setOpen] = useState(false)
  const give = () => {
    setOpen(false)
    onYes()
  }
  return (
    <PopoverQuestion
      title={title}
      button={title}
      className="top-button"
      position="bottom-end"
      isOpen={isOpen}
      onOpen={setOpen}
      problem={null}
      answer={{ title, isDangerous: true, give }}
    >
      <p>{question}</p>
    </PopoverQuestion>
  )
}
