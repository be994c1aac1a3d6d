import type { CredentialKind } from '#shared/api/credentials.ts'
import { t } from '../../i18n/t.ts'

/** How a credential is sent, in words. */
export function kindWords(kind: CredentialKind): string {
  switch (kind) {
    case 'bearer':
      return t('Bearer token')
    case 'basic':
      return t('User name and password')
    case 'header':
      return t('Header of its own')
  }
}
