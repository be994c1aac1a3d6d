import { applyNodeChanges, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useState } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { onLanguage } from '../i18n/t.ts'
import { afterPaint } from '../shell/afterPaint.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { type StepNodeType, toCanvasEdges, toCanvasNodes, type WireType } from './canvasNodes.ts'

const always = () => true

/**
 * Nodes and wires as React Flow draws them: the flow, plus what only the canvas knows (sizes, a drag under way).
 * `isSeen` says which steps are painted first.
 */
export function useCanvasGraph(store: EditorStore, isSeen: (node: FlowNode) => boolean = always) {
  const [nodes, setNodes] = useState(() => {
    const { flow, selection } = store.getState()
    return toCanvasNodes({ nodes: flow.nodes.filter(isSeen) }, selection, [])
  })
  // Wires cost more to draw than steps, so the steps in view are painted first.
  const [edges, setEdges] = useState<WireType[]>([])
  useEffect(() => {
    const sync = () => {
      const { flow, selection } = store.getState()
      setNodes((current) => toCanvasNodes(flow, selection, current))
      setEdges((current) => toCanvasEdges(flow, selection, current))
    }
    const forget = afterPaint(sync)
    // Wires have names too.
    const forgetLanguage = onLanguage(sync)
    const unsubscribe = store.subscribe((state, before) => {
      if (state.flow !== before.flow || state.selection !== before.selection) sync()
    })
    return () => {
      forget()
      forgetLanguage()
      unsubscribe()
    }
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
