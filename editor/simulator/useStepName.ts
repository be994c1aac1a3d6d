import { useCallback } from 'react'
import { useEditor } from '../state/EditorContext.ts'
import { stepOf } from './lightTalk.ts'

/** What a step is called on the canvas; one inside a subflow goes by the step that runs it. */
export function useStepName(): (node: string) => string {
  const nodes = useEditor((state) => state.flow.nodes)
  return useCallback(
    (node) => nodes.find(({ id }) => id === stepOf(node))?.name ?? stepOf(node),
    [nodes],
  )
}
