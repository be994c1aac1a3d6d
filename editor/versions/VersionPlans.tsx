import { notifications } from '@mantine/notifications'
import type { Version } from '#shared/api/api.ts'
import type { NumberPlan } from '#shared/api/plans.ts'
import { client, messageOf } from '../api/client.ts'
import { queryClient, refreshLists, useNumbers, usePlans } from '../api/queries.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { useReason } from '../people/session.ts'
import { percent } from '../publish/PublishWhen.tsx'

/** Does it, says what went wrong, and asks again for what may have changed. */
async function change(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    notifications.show({
      color: 'red',
      title: t('That did not work'),
      message: messageOf(error),
    })
  }
  refreshLists()
  await queryClient.invalidateQueries({ queryKey: ['plans'] })
}

/** What is planned with a version: callers it gets now, or the time from which it answers. */
export function VersionPlans({ version }: { readonly version: Version }) {
  const { data: plans = [] } = usePlans()
  const { data: numbers = [] } = useNumbers()
  const ofFlow = (number: string) =>
    numbers.some((one) => one.number === number && one.flowId === version.flowId)
  return plans.flatMap((plan) => [
    ...(plan.split?.version === version.version && ofFlow(plan.number)
      ? [<SplitRow key={`${plan.number} split`} plan={plan} split={plan.split} version={version} />]
      : []),
    ...(plan.next?.version === version.version && plan.next.flowId === version.flowId
      ? [<NextRow key={`${plan.number} next`} plan={plan} at={plan.next.at} />]
      : []),
  ])
}

interface SplitRowProps {
  readonly plan: NumberPlan
  readonly split: NonNullable<NumberPlan['split']>
  readonly version: Version
}

function SplitRow({ plan: { number }, split, version }: SplitRowProps) {
  const reason = useReason('publisher')
  return (
    <div className="version-plan">
      <span>
        {t('Answers {share} of callers of {number}', {
          share: percent(split.share),
          number: formatNumber(number),
        })}
      </span>
      <button
        type="button"
        className="small-button"
        data-outline
        disabled={reason !== null}
        title={
          reason ??
          t('This version answers all callers of {number}', { number: formatNumber(number) })
        }
        onClick={() =>
          void change(() =>
            client.publishVersion(version.flowId, version.version, { number, replace: false }),
          )
        }
      >
        {t('Give it to everybody')}
      </button>
      <button
        type="button"
        className="small-button"
        data-outline
        disabled={reason !== null}
        title={reason ?? undefined}
        onClick={() => void change(() => client.dropSplit(number))}
      >
        {t('Take it back')}
      </button>
    </div>
  )
}

function NextRow({ plan: { number }, at }: { readonly plan: NumberPlan; readonly at: number }) {
  const reason = useReason('publisher')
  return (
    <div className="version-plan">
      <span>
        {t('Answers {number} from {time} on', {
          number: formatNumber(number),
          time: formatDate(at, { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </span>
      <button
        type="button"
        className="small-button"
        data-outline
        disabled={reason !== null}
        title={reason ?? undefined}
        onClick={() => void change(() => client.dropNext(number))}
      >
        {t('Call it off')}
      </button>
    </div>
  )
}

/** Lets the numbers of the flow answer with this version again. */
export function AnswerAgain({
  version,
  name,
}: {
  readonly version: Version
  readonly name: string
}) {
  const { data = [] } = useNumbers()
  const reason = useReason('publisher')
  const others = data.filter(
    (one) => one.flowId === version.flowId && one.version !== version.version,
  )
  if (others.length === 0) return null
  const publish = () =>
    change(async () => {
      for (const { number, flowId, version: now } of others) {
        const expects = { flowId, version: now }
        const body = { number, replace: false, expects }
        await client.publishVersion(version.flowId, version.version, body)
      }
      notifications.show({
        color: 'green',
        message: t('{name} answers again. Calls in progress finish on their version.', { name }),
      })
    })
  return (
    <button
      type="button"
      className="small-button"
      aria-label={t('Answer with it: {name}', { name })}
      disabled={reason !== null}
      title={reason ?? t('New calls get this version; the draft stays as it is.')}
      onClick={() => void publish()}
    >
      {t('Answer with it')}
    </button>
  )
}
