import './nodeColor.css'
import './step.css'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import type { Port } from '#shared/nodes/defineNode.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { iconOf } from '../iconOf.ts'
import { reasonNow } from '../people/session.ts'
import { useCallLights } from '../state/callStore.ts'
import { describeNode } from '../state/describeNode.ts'
import { useEditor } from '../state/EditorContext.ts'
import { canBeEntered } from '../state/entry.ts'
import { box, portY } from '../state/geometry.ts'
import { edgeFrom, portsOf } from '../state/graph.ts'
import { badgeOf } from '../state/problems.ts'
import { inHandle, type StepNodeType } from './canvasNodes.ts'

/** One step on the canvas. It reads problems, wires and the call itself, so that a change redraws one step. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepNodeType>) {
  const { node } = data
  useLanguage()
  const badge = useEditor((state) => badgeOf(state, id))
  const isSpeaking = useCallLights((lights) => lights.speaking === id)
  const definition = definitionOf(node.type)
  const title = translateTitle(definition?.title ?? node.type)
  const Icon = iconOf(node.type)
  const ports = portsOf(node)
  const [only, second] = ports
  const [count, severity] = badge.split(' ')
  return (
    <div
      className="step"
      data-group={definition?.group}
      data-color={node.color}
      data-selected={selected}
      data-speaking={isSpeaking}
    >
      {badge !== '' && (
        <span className="step-badge" data-severity={severity} title={problemTitle(badge)}>
          {count}
        </span>
      )}
      <div className="step-head">
        <span className="step-icon">{Icon && <Icon size={14} stroke={1.8} />}</span>
        <span className="step-name">{node.name}</span>
        {title !== node.name && <span className="step-type">{title}</span>}
      </div>
      <p className="step-text">{keepBraces(describeNode(node))}</p>
      {second && (
        <ul className="step-ports">
          {ports.map((port) => (
            <PortRow key={port.id} node={node} port={port} />
          ))}
        </ul>
      )}
      {canBeEntered(node) && (
        <Handle
          id={inHandle}
          type="target"
          position={Position.Left}
          className="step-handle step-in"
          role="img"
          aria-label={t('{name}: way in', { name: node.name })}
        />
      )}
      {only && !second && (
        <PortHandle node={node} port={only} top={portY(0, 1)} isSelected={selected} />
      )}
      {second &&
        ports.map((port, index) => (
          <PortHandle
            key={port.id}
            node={node}
            port={port}
            top={portY(index, ports.length)}
            isSelected={selected}
          />
        ))}
    </div>
  )
})

/** A value does not leave its braces behind at the end of a line. */
const keepBraces = (text: string) =>
  text.replaceAll('{{ ', '{{\u00a0').replaceAll(' }}', '\u00a0}}')

interface PortProps {
  readonly node: FlowNode
  readonly port: Port
}

/** `wired`, `open`, or `bad` when a caller would be left in silence. */
const usePortState = ({ node, port }: PortProps): 'wired' | 'open' | 'bad' =>
  useEditor((state) =>
    edgeFrom(state.flow, node.id, port.id) ? 'wired' : port.unwired === 'error' ? 'bad' : 'open',
  )

function PortRow(props: PortProps) {
  const state = usePortState(props)
  return (
    <li className="step-port" data-state={state}>
      <span>{translateTitle(props.port.title)}</span>
    </li>
  )
}

interface PortHandleProps extends PortProps {
  readonly top: number
  readonly isSelected: boolean
}

/** Drag it to a step, or press it to be asked what follows. Keys reach the open ports of the selected step. */
function PortHandle({ top, isSelected, ...props }: PortHandleProps) {
  const state = usePortState(props)
  const isButton = isSelected && state !== 'wired' && reasonNow('editor') === null
  const title = translateTitle(props.port.title)
  return (
    <Handle
      id={props.port.id}
      type="source"
      position={Position.Right}
      className="step-handle"
      data-state={state}
      style={{ top: top - box.handle / 2 }}
      role={isButton ? 'button' : 'img'}
      tabIndex={isButton ? 0 : undefined}
      aria-label={`${props.node.name}: ${title}`}
      aria-haspopup={isButton ? 'dialog' : undefined}
      title={
        state === 'wired'
          ? title
          : t('{port}: drag to a step, or press to add one', { port: title })
      }
    />
  )
}

const problemTitle = (badge: string): string =>
  t('{count, plural, one {# problem} other {# problems}}', { count: Number.parseInt(badge, 10) })
