import { useReactFlow, useStoreApi, type Viewport } from '@xyflow/react'
import { useEffect } from 'react'
import { useEditorStore } from '../state/EditorContext.ts'
import type { EditorState } from '../state/editorStore.ts'
import { boundsOf, heightOf, widthOf } from '../state/geometry.ts'
import { nodeOf } from '../state/graph.ts'

const margin = 28
const duration = 180

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Brings a step into view when somebody asks for it; a step already in view stays where it is. */
export function useReveal(): void {
  const store = useEditorStore()
  const { setCenter, setViewport, getViewport } = useReactFlow()
  const canvas = useStoreApi()
  useEffect(() => {
    const showStep = (state: EditorState, id: string, how: 'centre' | 'near') => {
      const node = nodeOf(state.flow, id)
      if (!node) return
      const { x, y, zoom } = getViewport()
      const { width, height } = canvas.getState()
      const left = node.position.x * zoom + x
      const top = node.position.y * zoom + y
      const dx = shift(left, widthOf(node) * zoom, width)
      const dy = shift(top, heightOf(node) * zoom, height)
      if (dx === 0 && dy === 0) return
      if (how === 'near') {
        // At once, with the step itself: a hand that reaches for the new step finds it where it is seen.
        void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 0 })
        return
      }
      void setCenter(node.position.x + widthOf(node) / 2, node.position.y + heightOf(node) / 2, {
        zoom: Math.max(zoom, 0.6),
        duration: isCalm() ? 0 : duration,
      })
    }
    return store.subscribe((state, before) => {
      const { reveal } = state
      if (!reveal || reveal === before.reveal) return
      if (reveal.how !== 'zoom') return showStep(state, reveal.id, reveal.how)
      const view = viewOf(state, canvas.getState())
      void setViewport(view, { duration: isCalm() ? 0 : duration })
    })
  }, [store, setCenter, setViewport, getViewport, canvas])
}

/** The view that the selected steps fill, never larger than life. */
function viewOf(
  { flow, selection }: EditorState,
  { width, height }: { readonly width: number; readonly height: number },
): Viewport {
  const nodes = selection.nodes.flatMap((id) => nodeOf(flow, id) ?? [])
  const bounds = boundsOf(nodes) ?? { x: 0, y: 0, width: 1, height: 1 }
  const fitting = Math.min(
    (width - 2 * margin) / bounds.width,
    (height - 2 * margin) / bounds.height,
  )
  const zoom = Math.min(1, Math.max(0.1, fitting))
  return {
    x: width / 2 - (bounds.x + bounds.width / 2) * zoom,
    y: height / 2 - (bounds.y + bounds.height / 2) * zoom,
    zoom,
  }
}

/** How far a stretch must move to lie within a window with a margin, px. */
function shift(start: number, length: number, size: number): number {
  if (start < margin) return margin - start
  const over = start + length - (size - margin)
  return over > 0 ? -Math.min(over, start - margin) : 0
}
