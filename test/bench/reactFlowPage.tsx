import '@xyflow/react/dist/style.css'
import { type Edge, type Node, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import { createRoot } from 'react-dom/client'

/** What the page fetches: the graph, and where to look at it from. */
export interface Graph {
  readonly nodes: Node[]
  readonly edges: Edge[]
  readonly viewport: { readonly x: number; readonly y: number; readonly zoom: number }
}

/** React Flow as its first example shows it: default nodes, default edges, nothing switched on or off. */
function Page({ graph }: { readonly graph: Graph }) {
  const [nodes, , onNodesChange] = useNodesState(graph.nodes)
  const [edges, , onEdgesChange] = useEdgesState(graph.edges)
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      defaultViewport={graph.viewport}
      minZoom={0.1}
    />
  )
}

const root = document.getElementById('root')
const graph: Graph = await (await fetch('/graph.json')).json()
if (root) createRoot(root).render(<Page graph={graph} />)
