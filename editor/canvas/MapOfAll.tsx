import { useStore } from '@xyflow/react'
import { useLayout } from '../state/layoutStore.ts'
import { Minimap } from './Minimap.tsx'

/** Narrower than this, a map in the corner lies over steps sooner than it shows where they are. */
const roomy = 860
/** Narrower than this, the map and the tools would touch. */
const besideTools = 520

/** Whether the map is shown: as the person has chosen, else where there is room for it. */
export function useMapOpen(): boolean {
  const chosen = useLayout((layout) => layout.mapOpen)
  const isRoomy = useStore((state) => state.width >= roomy)
  return chosen ?? isRoomy
}

/** The map of the whole flow, while it is shown. */
export function MapOfAll() {
  const isOpen = useMapOpen()
  const isAbove = useStore((state) => state.width < besideTools)
  return isOpen ? <Minimap isAbove={isAbove} /> : null
}
