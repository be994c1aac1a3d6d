import { useReactFlow } from '@xyflow/react'
import { type DragEvent, useMemo } from 'react'
import { definitionOf } from '#shared/nodes/index.ts'
import { addStep } from '../state/commands.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { box } from '../state/geometry.ts'
import { canStandBetween, insertStep } from '../state/insert.ts'
import { stepDragType } from './stepDrag.ts'

/** A step dragged from the palette: dropped on a wire it goes between, elsewhere it stands where it falls. */
export function useStepDrop(store: EditorStore) {
  const { screenToFlowPosition } = useReactFlow()
  return useMemo(() => {
    let lit: Element | null = null
    const light = (wire: Element | null) => {
      if (wire === lit) return
      lit?.classList.remove('is-drop-target')
      wire?.classList.add('is-drop-target')
      lit = wire
    }
    return {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(stepDragType)) return
        event.preventDefault()
        light(wireAt(event))
      },
      onDragLeave: () => light(null),
      onDrop: (event: DragEvent) => {
        const type = event.dataTransfer.getData(stepDragType)
        if (type === '') return
        event.preventDefault()
        const wire = wireAt(event)
        light(null)
        const definition = definitionOf(type)
        const id = wire?.getAttribute('data-id')
        if (id && definition && canStandBetween(definition)) {
          insertStep(store, type, id)
          return
        }
        const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY })
        addStep(store, type, { at: { x: x - box.width / 2, y: y - box.portTop } })
      },
    }
  }, [store, screenToFlowPosition])
}

/** The wire under the mouse; null on a step. */
const wireAt = ({ clientX, clientY }: DragEvent): Element | null =>
  document.elementFromPoint(clientX, clientY)?.closest('.react-flow__edge') ?? null
