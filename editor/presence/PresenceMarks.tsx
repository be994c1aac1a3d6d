import './presence.css'
import { ViewportPortal } from '@xyflow/react'
import type { Present } from '#shared/api/presence.ts'
import { useEditor } from '../state/EditorContext.ts'
import { heightOf, widthOf } from '../state/geometry.ts'
import { hueOf } from './PresenceChips.tsx'
import { initialsOf, titleOf, usePresence } from './presenceStore.ts'

/** Room between a step and the frame around it, px: the step’s own frame stays to be seen. */
const space = 5

/** Quiet frames around the steps that others have selected. */
export function PresenceMarks() {
  const others = usePresence((state) => state.others)
  const there = others.filter((present) => present.node !== null)
  if (there.length === 0) return null
  return (
    <ViewportPortal>
      {there.map((present) => (
        <Mark key={present.editor} present={present} />
      ))}
    </ViewportPortal>
  )
}

function Mark({ present }: { readonly present: Present }) {
  const node = useEditor((state) => state.flow.nodes.find(({ id }) => id === present.node) ?? null)
  if (!node) return null
  const { x, y } = node.position
  return (
    <div
      className="presence-mark"
      data-hue={hueOf(present)}
      title={titleOf(present)}
      style={{
        transform: `translate(${x - space}px, ${y - space}px)`,
        width: widthOf(node) + space * 2,
        height: heightOf(node) + space * 2,
      }}
    >
      <span className="presence-tag">{initialsOf(present)}</span>
    </div>
  )
}
