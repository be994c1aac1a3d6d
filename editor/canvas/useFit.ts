import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import { useEditorStore } from '../state/EditorContext.ts'
import { boundsOf } from '../state/geometry.ts'

const padding = 40

/** Shows the whole flow, never larger than life. Steps out of view are not drawn, so the boxes come from the flow. */
export function useFit(): () => void {
  const store = useEditorStore()
  const { setViewport } = useReactFlow()
  const canvas = useStoreApi()
  return useCallback(() => {
    const bounds = boundsOf(store.getState().flow.nodes)
    const { width, height, minZoom } = canvas.getState()
    if (!bounds || width === 0) return
    const fitting = Math.min(
      (width - padding * 2) / bounds.width,
      (height - padding * 2) / bounds.height,
    )
    const zoom = Math.min(1, Math.max(minZoom, fitting))
    void setViewport(
      {
        x: width / 2 - (bounds.x + bounds.width / 2) * zoom,
        y: height / 2 - (bounds.y + bounds.height / 2) * zoom,
        zoom,
      },
      { duration: 0 },
    )
  }, [store, setViewport, canvas])
}
