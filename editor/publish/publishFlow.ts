import { notifications } from '@mantine/notifications'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { mark } from '../state/progress.ts'

/** Where a flow is published to, and why. */
export interface PublishChoice {
  readonly number: string
  /** Also when the number answers with another flow now. */
  readonly replace: boolean
  readonly note: string
}

export type PublishOutcome =
  | { readonly type: 'closed' }
  | { readonly type: 'problems'; readonly problems: readonly Diagnostic[] }
  | { readonly type: 'inUse'; readonly choice: PublishChoice; readonly message: string }
  | { readonly type: 'failed'; readonly message: string }

/** Saves, publishes and says so; or what stands in the way. */
export async function publishFlow(open: OpenFlow, choice: PublishChoice): Promise<PublishOutcome> {
  if (!(await open.autosave.flush())) {
    return {
      type: 'failed',
      message: t('The last changes could not be saved, so nothing was published.'),
    }
  }
  const { id } = open.store.getState().flow
  const { number } = choice
  try {
    const revision = open.autosave.revision()
    const published = await client.publish(id, { ...choice, revision })
    const { version } = published.version
    const others = open.live.getState().filter((one) => one.number !== number)
    open.live.setState([{ number, version }, ...others], true)
    refreshLists()
    mark('published')
    notifications.show({
      color: 'green',
      message: t('Version {version} answers {number}. Calls in progress finish on their version.', {
        version,
        number: formatNumber(number),
      }),
    })
    return { type: 'closed' }
  } catch (error) {
    if (error instanceof ApiError && error.code === 'number.inUse') {
      return { type: 'inUse', choice, message: error.message }
    }
    const problems = error instanceof ApiError ? (error.problem?.diagnostics ?? []) : []
    if (problems.length > 0) return { type: 'problems', problems: problems.map(withoutGaps) }
    return { type: 'failed', message: messageOf(error) }
  }
}

/** Parsed JSON says `undefined` where a diagnostic says nothing. */
const withoutGaps = ({ code, severity, message, ...rest }: ParsedDiagnostic): Diagnostic => ({
  code,
  severity,
  message,
  ...(rest.hint === undefined ? {} : { hint: rest.hint }),
  ...(rest.nodeId === undefined ? {} : { nodeId: rest.nodeId }),
  ...(rest.port === undefined ? {} : { port: rest.port }),
  ...(rest.path === undefined ? {} : { path: rest.path }),
})

type ParsedDiagnostic = NonNullable<NonNullable<ApiError['problem']>['diagnostics']>[number]
