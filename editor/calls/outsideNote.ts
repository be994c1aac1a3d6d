import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'

/** What an outside system did, in a call's history: whoever reads it knows neither our names nor the codes of HTTP. */
export function outsideNote(summary: string): string {
  const [, status] = /^answered (\d{3})$/.exec(summary) ?? []
  if (status !== undefined) return t('The server answered with {status}', { status })
  if (summary === 'offline responder answered') return t('The built-in responder answered')
  return translate(summary)
}
