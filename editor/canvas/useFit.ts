import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { useEditorStore } from '../state/EditorContext.ts'
import { isEntry } from '../state/entry.ts'
import { boundsOf, box } from '../state/geometry.ts'

const padding = 40

/** Zoom below which a step cannot be read. */
const readable = 0.6

/** Ways to see the flow. Steps out of view are not drawn, so the boxes come from the flow itself. */
export function useFit() {
  const store = useEditorStore()
  const { setViewport } = useReactFlow()
  const canvas = useStoreApi()
  return useMemo(() => {
    const look = (least: number) => {
      const { nodes } = store.getState().flow
      const bounds = boundsOf(nodes)
      const { width, height } = canvas.getState()
      if (!bounds || width === 0) return
      const fitting = Math.min(
        (width - padding * 2) / bounds.width,
        (height - padding * 2) / bounds.height,
      )
      const zoom = Math.min(1, Math.max(least, fitting))
      const entry = nodes.find((node) => isEntry(node.type))
      const isWhole = zoom <= fitting || !entry
      const x = isWhole ? bounds.x + bounds.width / 2 : entry.position.x
      const y = isWhole ? bounds.y + bounds.height / 2 : entry.position.y + box.head / 2
      const left = isWhole ? width / 2 : padding
      void setViewport({ x: left - x * zoom, y: height / 2 - y * zoom, zoom }, { duration: 0 })
    }
    return {
      /** The whole flow, never larger than life. */
      showAll: () => look(canvas.getState().minZoom),
      /** The whole flow if it can be read so; else where a call comes in. */
      showBeginning: () => look(readable),
    }
  }, [store, setViewport, canvas])
}
