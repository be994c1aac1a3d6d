import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { useEditorStore } from '../state/EditorContext.ts'
import { box, heightOf } from '../state/geometry.ts'
import { nodeOf } from '../state/graph.ts'

const margin = 24

/** Brings steps into view when somebody asks for them; a step already in view stays where it is. */
export function useReveal(): void {
  const store = useEditorStore()
  const { setCenter, getViewport } = useReactFlow()
  const flowStore = useStoreApi()
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (!state.reveal || state.reveal === before.reveal) return
        const nodes = state.reveal.ids.flatMap((id) => nodeOf(state.flow, id) ?? [])
        const [first] = nodes
        if (!first) return
        const { x, y, zoom } = getViewport()
        const { width, height } = flowStore.getState()
        const isVisible = nodes.every((node) => {
          const left = node.position.x * zoom + x
          const top = node.position.y * zoom + y
          return (
            left >= margin &&
            top >= margin &&
            left + box.width * zoom <= width - margin &&
            top + heightOf(node) * zoom <= height - margin
          )
        })
        if (isVisible) return
        void setCenter(first.position.x + box.width / 2, first.position.y + heightOf(first) / 2, {
          zoom: Math.max(zoom, 0.6),
          duration: 180,
        })
      }),
    [store, setCenter, getViewport, flowStore],
  )
}
