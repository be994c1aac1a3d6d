import { notifications } from '@mantine/notifications'
import type { z } from 'zod'
import type { numberSchema } from '#shared/api/numbers.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { formatCount, formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { mark } from '../state/progress.ts'

/** Where a flow is published to, and why. */
export interface PublishChoice {
  readonly number: string
  /** Also when the number answers with another flow now. */
  readonly replace: boolean
  readonly note: string
  /** Unix ms. @defaultValue now */
  readonly at?: number
  /** Of a hundred callers. @defaultValue everybody */
  readonly share?: number
  /** What the person saw on the number; the server refuses when it is something else by now. */
  readonly expects?: { flowId: string | null; version: number | null }
}

/** What a number answers with, as the person sees it. */
export const expecting = (seen: NumberSummary | undefined): Pick<PublishChoice, 'expects'> =>
  seen ? { expects: { flowId: seen.flowId, version: seen.version } } : {}

type NumberSummary = z.infer<typeof numberSchema>

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
    if (choice.at === undefined && choice.share === undefined) {
      const others = open.live.getState().filter((one) => one.number !== number)
      open.live.setState([{ number, version }, ...others], true)
    }
    refreshLists()
    mark('published')
    notifications.show({ color: 'green', message: publishedWords(choice, version) })
    return { type: 'closed' }
  } catch (error) {
    if (error instanceof ApiError && error.code === 'number.inUse') {
      return { type: 'inUse', choice, message: error.message }
    }
    // Somebody else published: what the form shows is old.
    if (error instanceof ApiError && error.code === 'number.changed') refreshLists()
    const problems = error instanceof ApiError ? (error.problem?.diagnostics ?? []) : []
    if (problems.length > 0) return { type: 'problems', problems: problems.map(withoutGaps) }
    return { type: 'failed', message: messageOf(error) }
  }
}

function publishedWords({ number, at, share }: PublishChoice, version: number): string {
  const values = { version, number: formatNumber(number) }
  if (at !== undefined) {
    const time = formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })
    return t('Version {version} answers {number} from {time} on. Versions shows it.', {
      ...values,
      time,
    })
  }
  if (share !== undefined) {
    return t('Version {version} answers {share} of callers of {number}. Versions shows it.', {
      ...values,
      share: formatCount(share / 100, { style: 'percent' }),
    })
  }
  return t('Version {version} answers {number}. Calls in progress finish on their version.', values)
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
