import { useEditorStore } from '../state/EditorContext.ts'
import { stepOf } from './lightTalk.ts'
import { useStepName } from './useStepName.ts'

/** The name of a step; a click shows it on the canvas. */
export function StepLink({ node }: { readonly node: string }) {
  const store = useEditorStore()
  const name = useStepName()
  if (node === '') return null
  return (
    <button type="button" className="sim-step" onClick={() => store.getState().show(stepOf(node))}>
      {name(node)}
    </button>
  )
}
