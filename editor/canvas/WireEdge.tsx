import { IconX } from '@tabler/icons-react'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react'
import { memo } from 'react'
import { t } from '../i18n/t.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useCallLights, wayKey } from '../state/callStore.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import type { WireType } from './canvasNodes.ts'

/** A wire from a port to a step; green once the call has taken it. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<WireType>) {
  const store = useEditorStore()
  useLanguage()
  const { id, source, sourceHandleId, selected } = props
  const isTaken = useCallLights((lights) => lights.taken.has(wayKey(source, sourceHandleId ?? '')))
  const [path, x, y] = getBezierPath(props)
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={18}
        className={`wire${isTaken ? ' wire-taken' : ''}${selected ? ' wire-selected' : ''}`}
      />
      {selected && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className="wire-remove nodrag nopan"
            aria-label={t('Remove this wire')}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            onClick={() => store.getState().apply({ type: 'edge.remove', ids: [id] })}
          >
            <IconX size={12} />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  )
})
