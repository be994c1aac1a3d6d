import type { AuditEntry } from '#shared/api/audit.ts'
import { roleSchema } from '#shared/api/people.ts'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/t.ts'
import { formatNumber } from '../../numbers/formatNumber.ts'
import { roleTitle } from '../../people/roleTitles.ts'
import { percent } from '../../publish/PublishWhen.tsx'

type Words = (detail: AuditEntry['detail']) => string

const text = (value: unknown): string => (typeof value === 'string' ? value : '…')
const numberIn = (detail: AuditEntry['detail']): string => formatNumber(text(detail['number']))

const roleIn = (detail: AuditEntry['detail']): string => {
  const role = roleSchema.safeParse(detail['role'])
  return role.success ? roleTitle(role.data) : '…'
}

const published: Words = (detail) => {
  const { at, share } = detail
  const values = {
    flow: text(detail['flow']),
    version: String(detail['version'] ?? '…'),
    number: numberIn(detail),
  }
  if (typeof share === 'number') {
    return t('Published “{flow}” version {version} to {number} for {share} of callers', {
      ...values,
      share: percent(share),
    })
  }
  if (typeof at === 'number') {
    const time = formatDate(at, { dateStyle: 'medium', timeStyle: 'short' })
    return t('Planned “{flow}” version {version} for {number} from {time} on', { ...values, time })
  }
  return t('Published “{flow}” version {version} to {number}', values)
}

/** What was done, by method and pattern of its request. */
export const actionWords: Readonly<Record<string, Words>> = {
  'POST /api/flows': () => t('Made a flow'),
  'DELETE /api/flows/:id': () => t('Moved a flow to the bin'),
  'POST /api/flows/:id/publish': published,
  'POST /api/flows/:id/versions/:version/publish': published,
  'PATCH /api/flows/:id/versions/:version': () => t('Changed the note of a version'),
  'POST /api/bin/:id/restore': () => t('Restored a flow from the bin'),
  'DELETE /api/bin/:id': () => t('Deleted a flow for good'),
  'PUT /api/numbers/:number/testers': (detail) =>
    t('Changed the test callers of {number}', { number: numberIn(detail) }),
  'DELETE /api/numbers/:number/split': (detail) =>
    t('Ended the share of callers of {number}', { number: numberIn(detail) }),
  'DELETE /api/numbers/:number/next': (detail) =>
    t('Called off what was planned for {number}', { number: numberIn(detail) }),
  'POST /api/media': () => t('Uploaded a recording'),
  'DELETE /api/media/:id': () => t('Deleted a recording'),
  'POST /api/subscriptions': (detail) =>
    t('Added a receiver of webhooks at {host}', { host: text(detail['host']) }),
  'PATCH /api/subscriptions/:id': (detail) =>
    t('Changed the receiver of webhooks at {host}', { host: text(detail['host']) }),
  'POST /api/subscriptions/:id/secret': (detail) =>
    t('Made another secret for the receiver at {host}', { host: text(detail['host']) }),
  'POST /api/signing-secret/reveal': () => t('Was shown the secret of webhooks'),
  'POST /api/signing-secret/rotate': () => t('Made another secret for webhooks'),
  'DELETE /api/subscriptions/:id': (detail) =>
    t('Removed the receiver of webhooks at {host}', { host: text(detail['host']) }),
  'POST /api/providers': () => t('Added a server of models'),
  'PUT /api/providers/:id': () => t('Changed a server of models'),
  'PUT /api/providers/choices': () => t('Chose which model thinks, and which voice speaks'),
  'DELETE /api/providers/:id': () => t('Removed a server of models'),
  'POST /api/numbers': (detail) => t('Added the number {number}', { number: numberIn(detail) }),
  'PATCH /api/numbers/:number': (detail) =>
    t('Changed what {number} does', { number: numberIn(detail) }),
  'DELETE /api/numbers/:number': (detail) =>
    t('Removed the number {number}', { number: numberIn(detail) }),
  'POST /api/trunks': (detail) => t('Added the trunk {name}', { name: text(detail['name']) }),
  'PUT /api/trunks/:id': (detail) => t('Changed the trunk {name}', { name: text(detail['name']) }),
  'DELETE /api/trunks/:id': () => t('Removed a trunk'),
  'PUT /api/carriers/teler': () => t('Saved the keys of FreJun Teler'),
  'DELETE /api/carriers/teler': () => t('Removed the keys of FreJun Teler'),
  'PUT /api/tool-servers/:name': (detail) =>
    t('Saved the tool server {name}', { name: text(detail['name']) }),
  'DELETE /api/tool-servers/:name': (detail) =>
    t('Removed the tool server {name}', { name: text(detail['name']) }),
  'POST /api/documents': (detail) =>
    t('Uploaded the document {name}', { name: text(detail['name']) }),
  'DELETE /api/documents/:hash': () => t('Deleted a document'),
  'POST /api/campaigns': (detail) => t('Made a campaign of {file}', { file: text(detail['file']) }),
  'DELETE /api/campaigns/:id': () => t('Deleted a campaign'),
  'POST /api/campaigns/:id/:move': ({ move }) =>
    move === 'start'
      ? t('Started a campaign')
      : move === 'pause'
        ? t('Paused a campaign')
        : move === 'resume'
          ? t('Resumed a campaign')
          : t('Stopped a campaign'),
  'POST /api/opt-outs': () => t('Added numbers that are not called'),
  'DELETE /api/opt-outs/:number': () => t('Allowed a number to be called again'),
  'POST /api/calls': (detail) =>
    t('Made a call from {number}', { number: formatNumber(text(detail['from'])) }),
  'DELETE /api/calls/:id': () => t('Gave up a call while it rang'),
  'PUT /api/credentials/:name': (detail) =>
    t('Saved the credential {name} for {host}', {
      name: text(detail['name']),
      host: text(detail['host']),
    }),
  'DELETE /api/credentials/:name': (detail) =>
    t('Removed the credential {name}', { name: text(detail['name']) }),
  'POST /api/session': () => t('Signed in'),
  'DELETE /api/session': () => t('Signed out'),
  'PUT /api/password': () => t('Changed the own password'),
  'DELETE /api/sessions': () => t('Signed out everywhere else'),
  'DELETE /api/sessions/:id': () => t('Ended one of the own sessions'),
  'POST /api/links/redeem': () => t('Came in by a link'),
  'POST /api/invites': (detail) =>
    t('Invited “{note}” as {role}', { note: text(detail['note']), role: roleIn(detail) }),
  'DELETE /api/invites/:id': () => t('Took back an invitation'),
  'PATCH /api/people/:id': (detail) =>
    t('Gave {person} the role {role}', { person: text(detail['person']), role: roleIn(detail) }),
  'DELETE /api/people/:id': (detail) => t('Removed {person}', { person: text(detail['person']) }),
  'POST /api/people/:id/reset-link': (detail) =>
    t('Made a link for a new password of {person}', { person: text(detail['person']) }),
  'DELETE /api/people/:id/sessions': (detail) =>
    t('Signed {person} out', { person: text(detail['person']) }),
  'POST /api/keys': (detail) =>
    t('Made the API key “{key}” with the role {role}', {
      key: text(detail['key']),
      role: roleIn(detail),
    }),
  'DELETE /api/keys/:id': () => t('Revoked an API key'),
  'POST /api/outbox/:id/replay': () => t('Sent a webhook again'),
}

/** What was done, as a sentence; a request that has none is shown as it came. */
export const auditWords = ({ action, detail, path }: AuditEntry): string =>
  actionWords[action]?.(detail) ?? `${action.split(' ')[0]} ${path}`
