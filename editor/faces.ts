import type { NodeFace } from './fields/face.tsx'
import { t } from './i18n/t.ts'

const modules = import.meta.glob<Record<string, NodeFace>>('../shared/nodes/*/*.editor.tsx', {
  eager: true,
})
const helps = import.meta.glob<string>('../shared/nodes/*/*.md', {
  query: '?raw',
  import: 'default',
})

const byType = new Map(
  Object.values(modules)
    .flatMap((module) => Object.values(module))
    .map((face) => [face.type, face]),
)

/** Icon and form of a node type; its file is found by its place, so that a new type needs no line here. */
export const faceOf = (type: string): NodeFace | undefined => byType.get(type)

/** The help page of a node type, loaded when somebody reads it: in this language, else in English. */
export async function loadHelp(type: string, language: string): Promise<string> {
  const page = `../shared/nodes/${type}/${type}`
  const load = helps[`${page}.${language}.md`] ?? helps[`${page}.md`]
  return load ? await load() : t('There is no help page for this step yet.')
}
