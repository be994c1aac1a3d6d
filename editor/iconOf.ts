import type { IconComponent } from './fields/face.tsx'

const icons = import.meta.glob<IconComponent>('../shared/nodes/*/*.icon.ts', {
  eager: true,
  import: 'icon',
})
/** Icon of a node type; its file is found by its place, so that a new type needs no line here. */
export const iconOf = (type: string): IconComponent | undefined =>
  icons[`../shared/nodes/${type}/${type}.icon.ts`]
