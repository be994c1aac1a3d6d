import '@xyflow/react/dist/base.css'
import './canvas.css'
import { useComputedColorScheme } from '@mantine/core'
import {
  Background,
  type FinalConnectionState,
  type IsValidConnection,
  type OnConnect,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react'
import { Suspense, useCallback, useState } from 'react'
import { t } from '../i18n/t.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { addStep, wire } from '../state/commands.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { box } from '../state/geometry.ts'
import { canBeTarget } from '../state/graph.ts'
import { CanvasTools } from './CanvasTools.tsx'
import { inHandle, type StepNodeType, type WireType } from './canvasNodes.ts'
import { Minimap } from './Minimap.tsx'
import { StepMenu, type StepMenuRequest } from './StepMenu.tsx'
import { StepNode } from './StepNode.tsx'
import { stepDragType } from './stepDrag.ts'
import { useCanvasGraph } from './useCanvasGraph.ts'
import { useFit } from './useFit.ts'
import { useReveal } from './useReveal.ts'
import { WireEdge } from './WireEdge.tsx'

const PresenceMarks = lazyPart(
  async () => (await import('../presence/PresenceMarks.tsx')).PresenceMarks,
)
const nodeTypes = { step: StepNode }
const edgeTypes = { wire: WireEdge }
const deleteKeys = null
const multiSelectKeys = ['Shift', 'Meta', 'Control']

/** The drawing: steps, wires and everything done to them with the mouse. */
export function Canvas() {
  const store = useEditorStore()
  const scheme = useComputedColorScheme('light')
  const { nodes, edges, onNodesChange } = useCanvasGraph(store)
  const { screenToFlowPosition } = useReactFlow<StepNodeType, WireType>()
  const [menu, setMenu] = useState<StepMenuRequest | null>(null)
  const isEmpty = useEditor((state) => state.flow.nodes.length < 2)
  const { showBeginning } = useFit()
  useReveal()

  const onConnect: OnConnect = useCallback(
    ({ source, sourceHandle, target }) => {
      if (sourceHandle !== null) {
        store.getState().apply({ type: 'edge.connect', edge: wire(source, sourceHandle, target) })
      }
    },
    [store],
  )
  const isValidConnection: IsValidConnection<WireType> = useCallback(
    ({ target, targetHandle }) =>
      (targetHandle ?? inHandle) === inHandle && canBeTarget(store.getState().flow, target),
    [store],
  )
  /** A wire dropped on a step leads there; dropped on nothing it asks what comes next. */
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const from = state.fromHandle
      if (state.isValid || from?.type !== 'source' || typeof from.id !== 'string') return
      const point = 'clientX' in event ? event : event.changedTouches[0]
      if (!point) return
      const under = document.elementFromPoint(point.clientX, point.clientY)
      const target = under?.closest('.react-flow__node')?.getAttribute('data-id')
      if (target) {
        if (canBeTarget(store.getState().flow, target)) {
          store.getState().apply({ type: 'edge.connect', edge: wire(from.nodeId, from.id, target) })
        }
      } else if (under?.closest('.react-flow__pane')) {
        const place = { x: point.clientX, y: point.clientY }
        const at = screenToFlowPosition(place)
        setMenu({
          screen: place,
          at: { ...at, y: at.y - box.portTop },
          from: { node: from.nodeId, port: from.id },
        })
      }
    },
    [store, screenToFlowPosition],
  )
  return (
    <section
      className="canvas"
      aria-label={t('Canvas')}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(stepDragType)) event.preventDefault()
      }}
      onDrop={(event) => {
        const type = event.dataTransfer.getData(stepDragType)
        if (type === '') return
        event.preventDefault()
        const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
        addStep(store, type, { at: { x: x - box.width / 2, y: y - box.portTop } })
      }}
    >
      <ReactFlow<StepNodeType, WireType>
        // Calls flow from left to right in every language.
        dir="ltr"
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_event, _node, dragged) => {
          store.getState().apply({
            type: 'node.move',
            positions: Object.fromEntries(
              dragged.map(({ id, position }) => [
                id,
                { x: Math.round(position.x), y: Math.round(position.y) },
              ]),
            ),
          })
        }}
        onEdgeClick={(event, edge) => {
          const { selection, select } = store.getState()
          const adds = event.shiftKey || event.metaKey || event.ctrlKey
          select(
            adds ? { ...selection, edges: [...selection.edges, edge.id] } : { edges: [edge.id] },
          )
        }}
        onPaneClick={() => store.getState().select({})}
        onPaneContextMenu={(event) => {
          event.preventDefault()
          const place = { x: event.clientX, y: event.clientY }
          setMenu({ screen: place, at: screenToFlowPosition(place) })
        }}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValidConnection}
        onReconnect={(edge, { source, sourceHandle, target }) => {
          if (sourceHandle === null || !canBeTarget(store.getState().flow, target)) return
          store.getState().apply({
            type: 'batch',
            title: t('move a wire'),
            edits: [
              { type: 'edge.remove', ids: [edge.id] },
              { type: 'edge.connect', edge: wire(source, sourceHandle, target) },
            ],
          })
        }}
        connectionRadius={28}
        connectOnClick={false}
        deleteKeyCode={deleteKeys}
        multiSelectionKeyCode={multiSelectKeys}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements
        minZoom={0.1}
        maxZoom={2}
        onInit={showBeginning}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={18} size={1.4} color="var(--dot)" />
        <Suspense fallback={null}>
          <PresenceMarks />
        </Suspense>
      </ReactFlow>
      {isEmpty && (
        <div className="canvas-empty">
          <b>{t('What should the caller hear first?')}</b>
          {t('Click a step on the left, or drag it here. It is wired for you.')}
        </div>
      )}
      <CanvasTools />
      <Minimap />
      {menu && (
        <StepMenu
          request={menu}
          onClose={() => setMenu(null)}
          onPick={(type) => {
            addStep(store, type, { at: menu.at, ...(menu.from ? { from: menu.from } : {}) })
            setMenu(null)
          }}
        />
      )}
    </section>
  )
}
