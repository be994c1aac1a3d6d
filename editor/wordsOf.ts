import type { NodeWords } from './fields/words.ts'

const words = import.meta.glob<NodeWords>('../shared/nodes/*/*.words.tsx', {
  import: 'words',
  eager: true,
})

/** What the canvas says of a node type beside its definition; its file is found by its place. */
export const wordsOf = (type: string): NodeWords | undefined =>
  words[`../shared/nodes/${type}/${type}.words.tsx`]
