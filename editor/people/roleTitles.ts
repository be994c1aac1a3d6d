import type { Role } from '#shared/api/people.ts'
import { t } from '../i18n/t.ts'

/** What a role is called. */
export const roleTitle = (role: Role): string =>
  ({ viewer: t('Viewer'), editor: t('Editor'), publisher: t('Publisher'), admin: t('Admin') })[role]

/** What a role may do, in a sentence. */
export const roleSummary = (role: Role): string =>
  ({
    viewer: t('Sees flows, calls and recordings.'),
    editor: t('Sees everything, draws flows and calls them to try them out.'),
    publisher: t('Does what editors do, and publishes flows.'),
    admin: t('Does everything, and manages people and settings.'),
  })[role]

/** The one or two letters that stand for a name. */
export const initialsOf = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .flatMap((part, index, parts) =>
      index === 0 || index === parts.length - 1 ? [Array.from(part)[0] ?? ''] : [],
    )
    .join('')
    .toUpperCase()
