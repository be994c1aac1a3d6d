import '@xyflow/react/dist/base.css'
import './canvas.css'
import { useComputedColorScheme } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { Background, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react'
import { type MouseEvent, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { useIsPainted } from '../shell/afterPaint.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { nodeOf } from '../state/graph.ts'
import { useAnnounced } from './announce.ts'
import { CanvasTools } from './CanvasTools.tsx'
import type { StepNodeType, WireType } from './canvasNodes.ts'
import { MapOfAll } from './MapOfAll.tsx'
import { NoteNode } from './NoteNode.tsx'
import { pointerMoved } from './pointer.ts'
import { StepNode } from './StepNode.tsx'
import { openSelectionMenu, useSelectionMenu } from './selectionMenuStore.ts'
import { askForStep, useStepMenu } from './stepMenuStore.ts'
import { askAtPort, loadClipboard, useCanvasActions } from './useCanvasActions.ts'
import { useCanvasGraph } from './useCanvasGraph.ts'
import { useFit } from './useFit.ts'
import { useReveal } from './useReveal.ts'
import { useStepDrop } from './useStepDrop.ts'
import { useTabOrder } from './useTabOrder.ts'
import { useWiring } from './useWiring.ts'
import { firstViewOf, maybeSeen, type Size } from './viewOf.ts'
import { WireEdge } from './WireEdge.tsx'

const StepMenu = lazyPart(async () => (await import('./StepMenu.tsx')).StepMenu)
const SelectionMenu = lazyPart(async () => (await import('./SelectionMenu.tsx')).SelectionMenu)
const SelectionTools = lazyPart(async () => (await import('./SelectionTools.tsx')).SelectionTools)
const PresenceMarks = lazyPart(
  async () => (await import('../presence/PresenceMarks.tsx')).PresenceMarks,
)

const nodeTypes = { step: StepNode, note: NoteNode }
const edgeTypes = { wire: WireEdge }
const deleteKeys = null
const multiSelectKeys = ['Shift', 'Meta', 'Control']

/** Measures its place first, so that the steps in view are in the first picture of it. */
export function Canvas() {
  const place = useRef<HTMLElement>(null)
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const { offsetWidth: width = 0, offsetHeight: height = 0 } = place.current ?? {}
    setSize({ width, height })
  }, [])
  return size ? <Drawing size={size} /> : <section ref={place} className="canvas" />
}

/** The drawing: steps, wires and everything done to them with the mouse. */
function Drawing({ size }: { readonly size: Size }) {
  const store = useEditorStore()
  const [firstView] = useState(() => firstViewOf(store.getState().flow.nodes, size))
  const isPainted = useIsPainted()
  const scheme = useComputedColorScheme('light')
  const { nodes, edges, onNodesChange } = useCanvasGraph(
    store,
    (node) => firstView === null || maybeSeen(node, firstView, size),
  )
  const { screenToFlowPosition } = useReactFlow<StepNodeType, WireType>()
  const reason = useReason('editor')
  const mayEdit = reason === null
  const isEmpty = useEditor((state) => state.flow.nodes.length < 2)
  const { showBeginning } = useFit()
  const { onConnect, onConnectEnd, onReconnect, isValidConnection } = useWiring(store)
  const drop = useStepDrop(store)
  const tabs = useTabOrder(store)
  useCanvasActions(store)
  useReveal()
  return (
    <section
      className="canvas"
      data-looking={!mayEdit}
      aria-label={t('Canvas')}
      {...(mayEdit ? drop : {})}
      onPointerMove={(event) => pointerMoved({ x: event.clientX, y: event.clientY })}
      onPointerLeave={() => pointerMoved(null)}
      onClick={(event) => askAtPort(store, event.target)}
      onFocus={tabs.onFocus}
      onKeyDown={(event) => {
        tabs.onKeyDown(event)
        if ((event.key === 'Enter' || event.key === ' ') && askAtPort(store, event.target)) {
          event.preventDefault()
        }
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
        onNodeDragStop={(event, node, dragged) =>
          event.altKey ? void dropCopies(store, node, dragged) : dropSteps(store, dragged)
        }
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
          const screen = { x: event.clientX, y: event.clientY }
          askForStep({ screen, at: screenToFlowPosition(screen) })
        }}
        onNodeContextMenu={(event, node) => openMenuAt(store, event, node.id)}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValidConnection}
        onReconnect={onReconnect}
        connectionRadius={28}
        reconnectRadius={12}
        connectOnClick={false}
        nodesDraggable={mayEdit}
        nodesConnectable={mayEdit}
        edgesReconnectable={mayEdit}
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
        {...(firstView ? { defaultViewport: firstView } : { onInit: showBeginning })}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={18} size={1.4} color="var(--dot)" />
        <Suspense fallback={null}>{isPainted && <PresenceMarks />}</Suspense>
      </ReactFlow>
      {reason !== null && (
        <p className="canvas-looking" role="status">
          <IconEye size={15} aria-hidden="true" />
          {reason}
        </p>
      )}
      {isEmpty && mayEdit && (
        <div className="canvas-empty">
          <b>{t('What should the caller hear first?')}</b>
          {t('Click a step on the left, or drag it here. It is wired for you.')}
        </div>
      )}
      <CanvasTools />
      <MapOfAll />
      <Asked />
    </section>
  )
}

/** What opens over the canvas, and what is said of it. */
function Asked() {
  const stepMenu = useStepMenu()
  const selectionMenu = useSelectionMenu()
  const announced = useAnnounced()
  const mayEdit = useReason('editor') === null
  const isSeveral = useEditor((state) => state.selection.nodes.length > 1)
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {announced}
      </p>
      <Suspense fallback={null}>
        {isSeveral && mayEdit && <SelectionTools />}
        {stepMenu && <StepMenu request={stepMenu} />}
        {selectionMenu && <SelectionMenu at={selectionMenu} />}
      </Suspense>
    </>
  )
}

/** Where steps were let go is where they are now. */
function dropSteps(store: EditorStore, dragged: readonly StepNodeType[]): void {
  store.getState().apply({
    type: 'node.move',
    positions: Object.fromEntries(
      dragged.map(({ id, position }) => [
        id,
        { x: Math.round(position.x), y: Math.round(position.y) },
      ]),
    ),
  })
}

/** Dragged with Alt, copies stay where they were let go and the steps where they were. */
async function dropCopies(
  store: EditorStore,
  node: StepNodeType,
  dragged: readonly StepNodeType[],
): Promise<void> {
  const from = nodeOf(store.getState().flow, node.id)?.position
  const by = from && { x: node.position.x - from.x, y: node.position.y - from.y }
  const { copyBy } = await loadClipboard()
  const ids = dragged.map(({ id }) => id)
  if (!by || !copyBy(store, ids, by)) dropSteps(store, dragged)
}

function openMenuAt(store: EditorStore, event: MouseEvent, id: string): void {
  event.preventDefault()
  const { selection, select } = store.getState()
  if (!selection.nodes.includes(id)) select({ nodes: [id] })
  openSelectionMenu({ x: event.clientX, y: event.clientY })
}
