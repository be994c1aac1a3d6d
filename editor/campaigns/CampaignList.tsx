import { useQuery } from '@tanstack/react-query'
import type { Campaign } from '#shared/api/campaigns.ts'
import { messageOf } from '../api/client.ts'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatAgo } from '../shell/formatAgo.ts'
import { Link } from '../shell/Link.tsx'
import { CampaignState } from './CampaignState.tsx'
import { optOutsPlace } from './CampaignsScreen.tsx'
import { campaignsClient } from './campaignsClient.ts'
import { FileDrop } from './FileDrop.tsx'
import { Progress } from './Progress.tsx'

/** All campaigns, newest first, each with how far it is. */
export function CampaignList() {
  const campaigns = useQuery({
    queryKey: ['campaigns'],
    queryFn: campaignsClient.list,
    refetchInterval: 2_000,
  })
  const isEmpty = campaigns.data?.length === 0
  return (
    <>
      <header className="page-head">
        <h1>{t('Campaigns')}</h1>
        <Link place={{ screen: 'campaigns', campaign: optOutsPlace }} className="top-button">
          {t('Numbers not called')}
        </Link>
        {!isEmpty && campaigns.data && <FileDrop shape="button" />}
      </header>
      {campaigns.isError && (
        <p role="alert" className="muted">
          {messageOf(campaigns.error)}
        </p>
      )}
      {isEmpty && <FileDrop shape="area" />}
      {campaigns.data && !isEmpty && (
        <ul className="card-rows">
          {campaigns.data.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </ul>
      )}
    </>
  )
}

function CampaignRow({ campaign }: { readonly campaign: Campaign }) {
  const { id, name, state, flowName, counts, createdAt, startedAt } = campaign
  return (
    <li className="card-row">
      <Link place={{ screen: 'campaigns', campaign: id }} className="card-row-link">
        <b>{name}</b>
        <CampaignState state={state} />
        <span className="campaign-flow faint">{flowName ?? campaign.fileName}</span>
        <span className="campaign-count muted">
          {state === 'draft'
            ? t('not started')
            : t('{done} of {total}', {
                done: formatCount(counts.done),
                total: formatCount(counts.total),
              })}
        </span>
        <span className="campaign-when muted">{formatAgo(startedAt ?? createdAt)}</span>
      </Link>
      {state !== 'draft' && <Progress counts={counts} isThin />}
    </li>
  )
}
