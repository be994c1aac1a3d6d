import {
  type FinalConnectionState,
  type IsValidConnection,
  type OnConnect,
  type OnReconnect,
  useReactFlow,
} from '@xyflow/react'
import { useMemo } from 'react'
import { t } from '../i18n/t.ts'
import { wire } from '../state/commands.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { box } from '../state/geometry.ts'
import { canBeTarget } from '../state/graph.ts'
import { inHandle, type WireType } from './canvasNodes.ts'
import type { ScreenPoint } from './pointer.ts'
import { askForStep } from './stepMenuStore.ts'

/** What becomes of a wire's end, wherever it is let go. */
export function useWiring(store: EditorStore) {
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    const connect = (source: string, port: string, target: string) => {
      if (canBeTarget(store.getState().flow, target)) {
        store.getState().apply({ type: 'edge.connect', edge: wire(source, port, target) })
      }
    }
    const onConnect: OnConnect = ({ source, sourceHandle, target }) => {
      if (sourceHandle !== null) connect(source, sourceHandle, target)
    }
    const isValidConnection: IsValidConnection<WireType> = ({ target, targetHandle }) =>
      (targetHandle ?? inHandle) === inHandle && canBeTarget(store.getState().flow, target)
    /** A wire dropped on a step leads there; dropped on nothing it asks what comes next. */
    const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const from = state.fromHandle
      if (state.isValid || from?.type !== 'source' || typeof from.id !== 'string') return
      const point = pointOf(event)
      const under = document.elementFromPoint(point.x, point.y)
      const target = under?.closest('.react-flow__node')?.getAttribute('data-id')
      // A step is its own next one only where that is meant: at its way in.
      if (target === from.nodeId) return
      if (target) return connect(from.nodeId, from.id, target)
      if (!under?.closest('.react-flow__pane, .react-flow__edges')) return
      const at = screenToFlowPosition(point)
      askForStep({
        screen: point,
        at: { ...at, y: at.y - box.portTop },
        from: { node: from.nodeId, port: from.id },
      })
    }
    const onReconnect: OnReconnect<WireType> = (edge, { source, sourceHandle, target }) => {
      if (sourceHandle === null || !canBeTarget(store.getState().flow, target)) return
      const isSame =
        source === edge.source && sourceHandle === edge.sourceHandle && target === edge.target
      if (isSame) return
      store.getState().apply({
        type: 'batch',
        title: t('move a wire'),
        edits: [
          { type: 'edge.remove', ids: [edge.id] },
          { type: 'edge.connect', edge: wire(source, sourceHandle, target) },
        ],
      })
    }
    return { onConnect, isValidConnection, onConnectEnd, onReconnect }
  }, [store, screenToFlowPosition])
}

function pointOf(event: MouseEvent | TouchEvent): ScreenPoint {
  const point = 'clientX' in event ? event : event.changedTouches[0]
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 }
}
