import './wizard.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Campaign, CampaignSetup, SaveCampaign } from '#shared/api/campaigns.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { go } from '../router.ts'
import { Link } from '../shell/Link.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { campaignsClient } from './campaignsClient.ts'
import { FlowStep } from './FlowStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { RulesStep } from './RulesStep.tsx'

const steps = ['flow', 'columns', 'rules', 'review'] as const
type Step = (typeof steps)[number]

const titles = (): Readonly<Record<Step, string>> => ({
  flow: t('Flow'),
  columns: t('Columns'),
  rules: t('Rules'),
  review: t('Review'),
})

/** What every step gets: the setup so far, and how to change it. */
export interface StepProps {
  readonly campaign: Campaign
  readonly setup: CampaignSetup
  readonly change: (setup: Partial<CampaignSetup>) => void
}

/** Sets a campaign up, step by step; each step is kept, so that it goes on another day. */
export function CampaignWizard({ campaign }: { readonly campaign: Campaign }) {
  const [step, setStep] = useState<Step>('flow')
  const [draft, setDraft] = useState<SaveCampaign>({ name: campaign.name, setup: campaign.setup })
  const file = useQuery({
    queryKey: ['campaignFile', campaign.id],
    queryFn: () => campaignsClient.preview(campaign.id),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const save = useMutation({
    mutationFn: (to: Step) => campaignsClient.save(campaign.id, draft).then(() => to),
    onSuccess: (to) => setStep(to),
  })
  const remove = useMutation({
    mutationFn: () => campaignsClient.remove(campaign.id),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] })
      go({ screen: 'campaigns', campaign: null })
    },
  })
  const at = steps.indexOf(step)
  const next = steps[at + 1]
  const before = steps[at - 1]
  const goTo = (to: Step) => save.mutate(to)
  const props: StepProps = {
    campaign,
    setup: draft.setup,
    change: (setup) => setDraft((old) => ({ ...old, setup: { ...old.setup, ...setup } })),
  }
  const problem = save.error ?? remove.error ?? file.error
  return (
    <>
      <header className="page-head wizard-head">
        <Link place={{ screen: 'campaigns', campaign: null }} className="faint">
          {t('Campaigns')}
        </Link>
        <span className="faint">/</span>
        <h1 className="visually-hidden">{draft.name || t('New campaign')}</h1>
        <input
          className="wizard-name"
          aria-label={t('Name of the campaign')}
          value={draft.name}
          maxLength={200}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
        <button type="button" className="small-button" onClick={() => remove.mutate()}>
          {t('Delete draft')}
        </button>
      </header>
      <nav aria-label={t('Steps')}>
        <ol className="wizard-steps">
          {steps.map((one, index) => (
            <li key={one} data-state={index < at ? 'done' : index === at ? 'now' : 'later'}>
              <button
                type="button"
                aria-current={one === step ? 'step' : undefined}
                disabled={save.isPending}
                onClick={() => goTo(one)}
              >
                <i>{index + 1}</i>
                {titles()[one]}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <section className="wizard-step" aria-label={titles()[step]}>
        {step === 'flow' && <FlowStep {...props} />}
        {step === 'columns' && file.data && <ColumnsStep {...props} file={file.data} />}
        {step === 'rules' && <RulesStep {...props} />}
        {step === 'review' && <ReviewStep {...props} />}
      </section>
      {problem && (
        <p role="alert" className="field-problem">
          {messageOf(problem)}
        </p>
      )}
      {next && (
        <footer className="wizard-foot">
          {before && (
            <button type="button" className="top-button" onClick={() => goTo(before)}>
              {t('Back')}
            </button>
          )}
          <button
            type="button"
            className="top-button top-primary"
            disabled={save.isPending || draft.name.trim() === ''}
            onClick={() => goTo(next)}
          >
            {t('Next: {step}', { step: titles()[next] })}
          </button>
        </footer>
      )}
    </>
  )
}
