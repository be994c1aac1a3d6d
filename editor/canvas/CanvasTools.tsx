import { useReactFlow, useViewport } from '@xyflow/react'
import { memo } from 'react'
import { useEditorStore } from '../state/EditorContext.ts'
import { useFit } from './useFit.ts'
import { useTidy } from './useTidy.ts'

/** Zoom, Fit and Tidy. */
export const CanvasTools = memo(function CanvasTools() {
  const store = useEditorStore()
  const { zoomIn, zoomOut, zoomTo } = useReactFlow()
  const { showAll } = useFit()
  const tidy = useTidy(store)
  return (
    <div className="canvas-tools" role="toolbar" aria-label="View">
      <button type="button" aria-label="Zoom out" onClick={() => void zoomOut({ duration: 120 })}>
        −
      </button>
      <ZoomLevel onClick={() => void zoomTo(1, { duration: 120 })} />
      <button type="button" aria-label="Zoom in" onClick={() => void zoomIn({ duration: 120 })}>
        +
      </button>
      <button type="button" title="See the whole flow" onClick={showAll}>
        Fit
      </button>
      <button
        type="button"
        title="Line the steps up from left to right"
        onClick={() => void tidy('all')}
      >
        Tidy
      </button>
    </div>
  )
})

function ZoomLevel({ onClick }: { readonly onClick: () => void }) {
  const { zoom } = useViewport()
  return (
    <button type="button" className="canvas-zoom" title="Zoom to 100 %" onClick={onClick}>
      {Math.round(zoom * 100)} %
    </button>
  )
}
