import { t } from '../i18n/t.ts'

const helps = import.meta.glob<string>('../../shared/nodes/*/*.md', {
  query: '?raw',
  import: 'default',
})

/** The help page of a node type, loaded when somebody reads it: in this language, else in English. */
export async function loadHelp(type: string, language: string): Promise<string> {
  const page = `../../shared/nodes/${type}/${type}`
  const load = helps[`${page}.${language}.md`] ?? helps[`${page}.md`]
  return load ? await load() : t('There is no help page for this step yet.')
}
