import { notifications } from '@mantine/notifications'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'

export type PublishOutcome =
  | { readonly type: 'closed' }
  | { readonly type: 'problems'; readonly problems: readonly Diagnostic[] }
  | { readonly type: 'inUse'; readonly number: string; readonly message: string }
  | { readonly type: 'failed'; readonly message: string }

/** Saves, publishes and says so; or what stands in the way. */
export async function publishFlow(
  open: OpenFlow,
  number: string,
  replace: boolean,
): Promise<PublishOutcome> {
  if (!(await open.autosave.flush())) {
    return {
      type: 'failed',
      message: t('The last changes could not be saved, so nothing was published.'),
    }
  }
  const { id } = open.store.getState().flow
  try {
    const revision = open.autosave.revision()
    const published = await client.publish(id, { number, revision, replace })
    const { version } = published.version
    const others = open.live.getState().filter((one) => one.number !== number)
    open.live.setState([{ number, version }, ...others], true)
    refreshLists()
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
      return { type: 'inUse', number, message: error.message }
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
