import type { SecretFacts } from '#shared/api/signing.ts'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/t.ts'

/** What is known of a secret, as a line. */
export function signingWords({ createdAt, oldUntil }: SecretFacts): string {
  const made = formatDate(createdAt, { dateStyle: 'medium' })
  if (oldUntil === null) return t('Signed with the secret of {made}.', { made })
  const until = formatDate(oldUntil, { dateStyle: 'medium', timeStyle: 'short' })
  return t('Signed with the secret of {made}, and with the one before until {until}.', {
    ...{ made, until },
  })
}
