import './nodeColor.css'
import './note.css'
import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { nodeSizes } from '#shared/flow/flow.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { describeNode } from '../state/describeNode.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import type { StepNodeType } from './canvasNodes.ts'

/** A remark: text on coloured paper, under the steps, as large as somebody makes it. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<StepNodeType>) {
  const { node } = data
  useLanguage()
  return (
    <>
      <div className="note" data-color={node.color ?? 'sand'} data-selected={selected}>
        <div className="note-text">{describeNode(node)}</div>
      </div>
      {selected && <Corners id={node.id} />}
    </>
  )
})

function Corners({ id }: { readonly id: string }) {
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
