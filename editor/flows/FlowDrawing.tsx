import './flowDrawing.css'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { boundsOf, box, heightOf, portY, widthOf } from '../state/geometry.ts'
import { portsOf } from '../state/graph.ts'

interface FlowDrawingProps {
  readonly flow: Flow
  /** Whether steps show their names: where there is room to read them. */
  readonly withNames?: boolean
}

const margin = 24

/** A whole flow, small: its steps by the colours of their groups, and its wires. */
export function FlowDrawing({ flow, withNames = false }: FlowDrawingProps) {
  const steps = flow.nodes.filter((node) => definitionOf(node.type)?.executes !== false)
  const bounds = boundsOf(steps)
  if (!bounds) return null
  const { x, y, width, height } = bounds
  const byId = new Map(steps.map((node) => [node.id, node]))
  return (
    <svg
      className="drawing"
      viewBox={`${x - margin} ${y - margin} ${width + margin * 2} ${height + margin * 2}`}
      // Where it is not read, the beginning says more than a line of dots.
      preserveAspectRatio={withNames ? 'xMidYMid meet' : 'xMinYMid slice'}
      aria-hidden="true"
    >
      {flow.edges.map((edge) => (
        <path
          key={edge.id}
          className="drawing-wire"
          d={wirePath(byId.get(edge.source), edge.sourceHandle, byId.get(edge.target))}
        />
      ))}
      {steps.map((node) => (
        <Step key={node.id} node={node} withName={withNames} />
      ))}
    </svg>
  )
}

function Step({ node, withName }: { readonly node: FlowNode; readonly withName: boolean }) {
  const { x, y } = node.position
  const height = heightOf(node)
  return (
    <g className="drawing-step" data-group={definitionOf(node.type)?.group}>
      <rect x={x} y={y} width={widthOf(node)} height={height} rx={12} />
      <rect className="drawing-icon" x={x + 16} y={y + 14} width={30} height={30} rx={8} />
      {withName ? (
        <foreignObject x={x + 58} y={y + 14} width={widthOf(node) - 68} height={30}>
          <div className="drawing-name">{node.name}</div>
        </foreignObject>
      ) : (
        <rect className="drawing-line" x={x + 58} y={y + 22} width={110} height={14} rx={7} />
      )}
      <rect className="drawing-line" x={x + 16} y={y + 58} width={180} height={10} rx={5} />
    </g>
  )
}

function wirePath(source: FlowNode | undefined, port: string, target: FlowNode | undefined) {
  if (!source || !target) return ''
  const ports = portsOf(source)
  const index = ports.findIndex((one) => one.id === port)
  const fromX = source.position.x + box.width
  const fromY = source.position.y + portY(Math.max(index, 0), ports.length)
  const toX = target.position.x
  const toY = target.position.y + box.portTop
  const bend = Math.max(40, Math.abs(toX - fromX) / 2)
  return `M${fromX} ${fromY}C${fromX + bend} ${fromY} ${toX - bend} ${toY} ${toX} ${toY}`
}
