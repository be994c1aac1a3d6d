import './nodeColor.css'
import './note.css'
import type { NodeProps } from '@xyflow/react'
import { memo, Suspense } from 'react'
import { useLanguage } from '../i18n/useLanguage.ts'
import { reasonNow } from '../people/session.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { describeNode } from '../state/describeNode.ts'
import type { StepNodeType } from './canvasNodes.ts'

const NoteCorners = lazyPart(async () => (await import('./NoteCorners.tsx')).NoteCorners)

/** A remark: text on coloured paper, under the steps, as large as somebody makes it. */
export const NoteNode = memo(function NoteNode({ data, selected }: NodeProps<StepNodeType>) {
  const { node } = data
  useLanguage()
  return (
    <>
      <div className="note" data-color={node.color ?? 'sand'} data-selected={selected}>
        <div className="note-text">{describeNode(node)}</div>
      </div>
      {selected && reasonNow('editor') === null && (
        <Suspense fallback={null}>
          <NoteCorners id={node.id} />
        </Suspense>
      )}
    </>
  )
})
