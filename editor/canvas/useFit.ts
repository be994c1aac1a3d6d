import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useMemo } from 'react'
import { useEditorStore } from '../state/EditorContext.ts'
import { firstViewOf, viewOf } from './viewOf.ts'

/** Ways to see the flow. Steps out of view are not drawn, so the boxes come from the flow itself. */
export function useFit() {
  const store = useEditorStore()
  const { setViewport } = useReactFlow()
  const canvas = useStoreApi()
  return useMemo(() => {
    const look = (view: typeof firstViewOf) => {
      const { width, height } = canvas.getState()
      const seen = width === 0 ? null : view(store.getState().flow.nodes, { width, height })
      if (seen) void setViewport(seen, { duration: 0 })
    }
    return {
      /** The whole flow, never larger than life. */
      showAll: () => look((nodes, size) => viewOf(nodes, size, canvas.getState().minZoom)),
      /** The whole flow if it can be read so; else where a call comes in. */
      showBeginning: () => look(firstViewOf),
    }
  }, [store, setViewport, canvas])
}
