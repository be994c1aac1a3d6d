import { useCallback } from 'react'
import { t } from '../i18n/t.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { useFit } from './useFit.ts'

/** Lines the steps up from left to right as one step of undo; the steps glide to their places. */
export function useTidy(store: EditorStore): () => Promise<void> {
  const { showAll } = useFit()
  return useCallback(async () => {
    const { layoutFlow } = await import('./layoutFlow.ts')
    const { flow, apply } = store.getState()
    const positions = layoutFlow(flow)
    const canvas = document.querySelector('.react-flow')
    canvas?.classList.add('is-tidying')
    apply({
      type: 'batch',
      title: t('tidy the steps'),
      edits: [{ type: 'node.move', positions }],
    })
    setTimeout(() => canvas?.classList.remove('is-tidying'), 300)
    showAll()
  }, [store, showAll])
}
