import './versionCanvas.css'
import { useComputedColorScheme } from '@mantine/core'
import { IconEye, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import {
  Background,
  BaseEdge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react'
import { createContext, memo, useContext } from 'react'
import type { Mark } from '#shared/compare/overlay.ts'
import type { StepNodeType, WireType } from '../canvas/canvasNodes.ts'
import { MapOfAll } from '../canvas/MapOfAll.tsx'
import { NoteNode } from '../canvas/NoteNode.tsx'
import { StepNode } from '../canvas/StepNode.tsx'
import { useCanvasGraph } from '../canvas/useCanvasGraph.ts'
import { useFit } from '../canvas/useFit.ts'
import { useReveal } from '../canvas/useReveal.ts'
import { t } from '../i18n/t.ts'
import { EditorContext, useEditorStore } from '../state/EditorContext.ts'
import { backToDraft, type Shown } from './versionsStore.ts'

const nodeTypes = { step: ComparedStep, note: ComparedNote }
const edgeTypes = { wire: memo(ComparedWire) }
const ShownContext = createContext<Shown | null>(null)

/** A version, or two laid over each other, on a canvas where nothing can be changed. */
export function VersionCanvas({ shown }: { readonly shown: Shown }) {
  return (
    <EditorContext value={shown.store}>
      <ShownContext value={shown}>
        <ReactFlowProvider key={shown.title}>
          <Drawing shown={shown} />
        </ReactFlowProvider>
      </ShownContext>
    </EditorContext>
  )
}

function Drawing({ shown }: { readonly shown: Shown }) {
  const { title, steps, wires } = shown
  const store = useEditorStore()
  const scheme = useComputedColorScheme('light')
  const { nodes, edges, onNodesChange } = useCanvasGraph(store)
  const { showAll, showBeginning } = useFit()
  useReveal()
  return (
    <section className="canvas version-canvas" aria-label={t('Canvas of {title}', { title })}>
      <div className="version-banner" role="status">
        <IconEye size={15} aria-hidden="true" />
        <b>{title}</b>
        <span className="version-banner-words">{t('to look at: nothing here can be changed')}</span>
        <button type="button" className="small-button" onClick={showAll}>
          {t('Fit')}
        </button>
        <button type="button" className="small-button version-back" onClick={backToDraft}>
          {t('Back to the draft')}
        </button>
      </div>
      <ReactFlow<StepNodeType, WireType>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        onNodesChange={onNodesChange}
        onPaneClick={() => store.getState().select({})}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesReconnectable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        panOnScroll
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements
        minZoom={0.1}
        maxZoom={2}
        // What changed may be anywhere.
        onInit={steps.size + wires.size > 0 ? showAll : showBeginning}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={18} size={1.4} color="var(--dot)" />
      </ReactFlow>
      <MapOfAll />
    </section>
  )
}

function ComparedStep(props: NodeProps<StepNodeType>) {
  const mark = useContext(ShownContext)?.steps.get(props.id)
  if (!mark) return <StepNode {...props} />
  return (
    <div className="compared" data-mark={mark}>
      <MarkTag mark={mark} />
      <StepNode {...props} />
    </div>
  )
}

function ComparedNote(props: NodeProps<StepNodeType>) {
  const mark = useContext(ShownContext)?.steps.get(props.id)
  // Nothing is changed here: it gets no corners to drag.
  const note = <NoteNode {...props} selected={false} />
  if (!mark) return note
  return (
    <div className="compared" data-mark={mark}>
      <MarkTag mark={mark} />
      {note}
    </div>
  )
}

function ComparedWire(props: EdgeProps<WireType>) {
  const mark = useContext(ShownContext)?.wires.get(props.id)
  const [path, x, y] = getBezierPath(props)
  return (
    <>
      <BaseEdge path={path} className={`wire${mark ? ` wire-${mark}` : ''}`} />
      {mark && (
        <EdgeLabelRenderer>
          <span
            className="compared-wire"
            data-mark={mark}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            <MarkTag mark={mark} />
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

function MarkTag({ mark }: { readonly mark: Mark }) {
  const [Icon, word] =
    mark === 'added'
      ? ([IconPlus, t('Added')] as const)
      : mark === 'removed'
        ? ([IconMinus, t('Removed')] as const)
        : ([IconPencil, t('Changed')] as const)
  return (
    <span className="mark" data-mark={mark}>
      <Icon size={11} stroke={2.4} aria-hidden="true" />
      {word}
    </span>
  )
}
