import { useId } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import type { Port } from '#shared/nodes/defineNode.ts'
import { setWayOut } from '../state/commands.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { isEntry } from '../state/entry.ts'
import { edgeFrom, portsOf } from '../state/graph.ts'

/** What comes after each outcome: wiring for the keyboard, and for people who do not drag. */
export function WaysOut({ node }: { readonly node: FlowNode }) {
  const ports = portsOf(node)
  if (ports.length === 0) return null
  return (
    <div className="inspector-section">
      <h3>What comes next</h3>
      <div className="ways">
        {ports.map((port) => (
          <WayOut key={port.id} node={node} port={port} />
        ))}
      </div>
    </div>
  )
}

function WayOut({ node, port }: { readonly node: FlowNode; readonly port: Port }) {
  const store = useEditorStore()
  const id = useId()
  const target = useEditor((state) => edgeFrom(state.flow, node.id, port.id)?.target ?? '')
  const nodes = useEditor((state) => state.flow.nodes)
  const state = target === '' && port.unwired === 'error' ? 'bad' : 'fine'
  return (
    <>
      <label htmlFor={id} title={port.title} data-state={state}>
        {port.title}
      </label>
      <select
        id={id}
        className="input"
        value={target}
        data-state={state}
        onChange={(event) => setWayOut(store, node.id, port.id, event.target.value || null)}
      >
        <option value="">{state === 'bad' ? 'Choose the next step' : 'Nothing: hang up'}</option>
        {nodes
          .filter((other) => !isEntry(other.type))
          .map((other) => (
            <option key={other.id} value={other.id}>
              {other.name}
            </option>
          ))}
      </select>
    </>
  )
}
