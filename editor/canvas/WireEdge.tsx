import { IconPlus, IconX } from '@tabler/icons-react'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from '@xyflow/react'
import { type MouseEvent, memo, useState } from 'react'
import { t } from '../i18n/t.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useCallLights, wayKey } from '../state/callStore.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import type { WireType } from './canvasNodes.ts'
import { askForStep } from './stepMenuStore.ts'

/** A wire from a port to a step; green once the call has taken it. Under the mouse it offers to take a step in. */
export const WireEdge = memo(function WireEdge(props: EdgeProps<WireType>) {
  useLanguage()
  const { id, source, sourceHandleId, selected } = props
  const isTaken = useCallLights((lights) => lights.taken.has(wayKey(source, sourceHandleId ?? '')))
  // What is offered exists only under the mouse: a thousand wires stay a thousand paths.
  const [isUnder, setUnder] = useState(false)
  const [path, x, y] = getBezierPath(props)
  return (
    <g
      onPointerEnter={(event) => setUnder(event.buttons === 0)}
      onPointerLeave={() => setUnder(false)}
    >
      <BaseEdge
        path={path}
        interactionWidth={18}
        className={`wire${isTaken ? ' wire-taken' : ''}${selected ? ' wire-selected' : ''}`}
      />
      {isUnder && !selected && <InsertHere wire={id} x={x} y={y} />}
      {selected && <WireButtons wire={id} x={x} y={y} />}
    </g>
  )
})

interface PlaceOnWire {
  readonly wire: string
  readonly x: number
  readonly y: number
}

const ask = (event: MouseEvent, wire: string): void => {
  event.stopPropagation()
  const { left, bottom } = event.currentTarget.getBoundingClientRect()
  askForStep({ screen: { x: left, y: bottom + 6 }, wire })
}

/** Drawn in the wire itself: the mouse does not leave the wire on its way here. Keys find the button of a selected wire. */
function InsertHere({ wire, x, y }: PlaceOnWire) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button
    <g
      className="wire-insert nopan"
      role="button"
      tabIndex={-1}
      aria-label={t('Insert a step')}
      transform={`translate(${x} ${y})`}
      onClick={(event) => ask(event, wire)}
    >
      <title>{t('Insert a step')}</title>
      <circle r={10} />
      <path d="M-4 0H4M0-4V4" />
    </g>
  )
}

function WireButtons({ wire, x, y }: PlaceOnWire) {
  const store = useEditorStore()
  return (
    <EdgeLabelRenderer>
      <div
        className="wire-buttons nodrag nopan"
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        <button
          type="button"
          className="wire-button"
          aria-label={t('Insert a step')}
          title={t('Insert a step')}
          onClick={(event) => ask(event, wire)}
        >
          <IconPlus size={12} />
        </button>
        <button
          type="button"
          className="wire-button"
          aria-label={t('Remove this wire')}
          title={t('Remove this wire')}
          onClick={() => store.getState().apply({ type: 'edge.remove', ids: [wire] })}
        >
          <IconX size={12} />
        </button>
      </div>
    </EdgeLabelRenderer>
  )
}
