import type { NodeFace } from '../fields/face.tsx'

const faces = import.meta.glob<NodeFace>('../../shared/nodes/*/*.editor.tsx', {
  eager: true,
  import: 'face',
})

/** The form of a node type; its file is found by its place, so that a new type needs no line here. */
export const formOf = (type: string): NodeFace['Form'] | undefined =>
  faces[`../../shared/nodes/${type}/${type}.editor.tsx`]?.Form
