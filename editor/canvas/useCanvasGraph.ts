import { applyNodeChanges, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useState } from 'react'
import type { EditorStore } from '../state/editorStore.ts'
import { type StepNodeType, toCanvasEdges, toCanvasNodes } from './canvasNodes.ts'

/** Nodes and wires as React Flow draws them: the flow, plus what only the canvas knows (sizes, a drag under way). */
export function useCanvasGraph(store: EditorStore) {
  const [nodes, setNodes] = useState(() => {
    const { flow, selection } = store.getState()
    return toCanvasNodes(flow, selection, [])
  })
  const [edges, setEdges] = useState(() => {
    const { flow, selection } = store.getState()
    return toCanvasEdges(flow, selection, [])
  })
  useEffect(() => {
    const sync = () => {
      const { flow, selection } = store.getState()
      setNodes((current) => toCanvasNodes(flow, selection, current))
      setEdges((current) => toCanvasEdges(flow, selection, current))
    }
    sync()
    return store.subscribe((state, before) => {
      if (state.flow !== before.flow || state.selection !== before.selection) sync()
    })
  }, [store])
  /** Sizes and drags; selection belongs to the store, deleting to the keyboard. */
  const onNodesChange = useCallback(
    (changes: NodeChange<StepNodeType>[]) => {
      const picks = changes.filter((change) => change.type === 'select')
      if (picks.length > 0) {
        const { selection, select } = store.getState()
        const ids = new Set(selection.nodes)
        for (const pick of picks) {
          if (pick.selected) ids.add(pick.id)
          else ids.delete(pick.id)
        }
        select({ nodes: [...ids], edges: selection.edges })
      }
      const own = changes.filter(({ type }) => type === 'position' || type === 'dimensions')
      if (own.length > 0) {
        setNodes((current) => applyNodeChanges(own, current))
      }
    },
    [store],
  )
  return { nodes, edges, onNodesChange }
}
