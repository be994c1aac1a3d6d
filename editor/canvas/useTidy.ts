import { useCallback } from 'react'
import { t } from '../i18n/t.ts'
import { mayChange } from '../people/mayChange.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { nodeOf } from '../state/graph.ts'
import { useFit } from './useFit.ts'

/** How long steps glide to their places, ms; `canvas.css` says the same. */
const gliding = 300

/** Lines all steps, or the selected ones, up from left to right as one step of undo; the steps glide to their places. */
export function useTidy(store: EditorStore): (which: 'all' | 'selected') => Promise<void> {
  const { showAll } = useFit()
  return useCallback(
    async (which) => {
      if (!mayChange()) return
      const { layoutFlow } = await import('./layoutFlow.ts')
      const { flow, selection, apply } = store.getState()
      const picked =
        which === 'selected' ? selection.nodes.flatMap((id) => nodeOf(flow, id) ?? []) : []
      const isWhole = picked.length < 2
      const positions = layoutFlow(flow, isWhole ? flow.nodes : picked)
      const canvas = document.querySelector('.react-flow')
      canvas?.classList.add('is-tidying')
      apply({
        type: 'batch',
        title: isWhole ? t('tidy the steps') : t('tidy {count} steps', { count: picked.length }),
        edits: [{ type: 'node.move', positions }],
      })
      setTimeout(() => canvas?.classList.remove('is-tidying'), gliding)
      if (isWhole) showAll()
    },
    [store, showAll],
  )
}
