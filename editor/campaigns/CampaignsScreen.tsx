import './campaigns.css'
import './callees.css'
import { useQuery } from '@tanstack/react-query'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { Link } from '../shell/Link.tsx'
import { CampaignDetail } from './CampaignDetail.tsx'
import { CampaignList } from './CampaignList.tsx'
import { CampaignWizard } from './CampaignWizard.tsx'
import { campaignsClient } from './campaignsClient.ts'
import { OptOuts } from './OptOuts.tsx'

interface CampaignsScreenProps {
  /** Null: all of them. */
  readonly campaign: string | null
}

/** Where the list of numbers that are not called stands in the address. */
export const optOutsPlace = 'opt-outs'

/** Calling many people by one flow: all campaigns, one of them, or the numbers that are not called. */
export function CampaignsScreen({ campaign }: CampaignsScreenProps) {
  return (
    <main className="screen">
      <div className="page">
        {campaign === null && <CampaignList />}
        {campaign === optOutsPlace && <OptOuts />}
        {campaign !== null && campaign !== optOutsPlace && (
          <OneCampaign key={campaign} id={campaign} />
        )}
      </div>
    </main>
  )
}

/** A draft is set up, anything else is followed. */
function OneCampaign({ id }: { readonly id: string }) {
  const found = useQuery({
    queryKey: ['campaign', id],
    queryFn: () => campaignsClient.find(id),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_500 : false),
  })
  if (found.isError) {
    return (
      <>
        <header className="page-head">
          <h1>{t('Campaigns')}</h1>
        </header>
        <p role="alert" className="empty">
          {messageOf(found.error)}{' '}
          <Link place={{ screen: 'campaigns', campaign: null }} className="plain-link">
            {t('All campaigns')}
          </Link>
        </p>
      </>
    )
  }
  if (!found.data) return null
  return found.data.state === 'draft' ? (
    <CampaignWizard campaign={found.data} />
  ) : (
    <CampaignDetail campaign={found.data} />
  )
}
