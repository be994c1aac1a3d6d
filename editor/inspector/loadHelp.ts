import { t } from '../i18n/t.ts'

const helps = import.meta.glob<string>('../../shared/nodes/*/*.md', {
  query: '?raw',
  import: 'default',
})

/** The help page of a node type, loaded when somebody reads it. */
export async function loadHelp(type: string): Promise<string> {
  const load = helps[`../../shared/nodes/${type}/${type}.md`]
  return load ? await load() : t('There is no help page for this step yet.')
}
