import { NodeResizer } from '@xyflow/react'
import { nodeSizes } from '#shared/flow/flow.ts'
import { useEditorStore } from '../state/EditorContext.ts'

/** Corners and sides of the selected remark, to drag; letting go is one step of undo. */
export function NoteCorners({ id }: { readonly id: string }) {
  const store = useEditorStore()
  return (
    <NodeResizer
      nodeId={id}
      minWidth={nodeSizes.least}
      minHeight={nodeSizes.least}
      maxWidth={nodeSizes.most}
      maxHeight={nodeSizes.most}
      handleClassName="note-corner"
      lineClassName="note-side"
      onResizeEnd={(_event, { x, y, width, height }) => {
        store.getState().apply({
          type: 'node.resize',
          id,
          position: { x: Math.round(x), y: Math.round(y) },
          size: { width: Math.round(width), height: Math.round(height) },
        })
      }}
    />
  )
}
