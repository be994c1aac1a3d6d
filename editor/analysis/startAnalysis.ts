import type { EditorStore } from '../state/editorStore.ts'
import type { AnalysisReply, AnalysisRequest } from './analysis.ts'

/**
 * Checks and compiles the flow in a worker after each change. One request is under way at a time, always with the
 * newest flow; until the answer comes the last one stays on screen, so nothing blinks.
 */
export function startAnalysis(store: EditorStore): () => void {
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' })
  let seq = 0
  let isBusy = false
  let asked = store.getState().flow
  const ask = () => {
    seq += 1
    isBusy = true
    asked = store.getState().flow
    worker.postMessage({ seq, flow: asked } satisfies AnalysisRequest)
  }
  worker.addEventListener('message', ({ data }: MessageEvent<AnalysisReply>) => {
    isBusy = false
    if (data.ok) store.getState().analysed(data.analysis)
    if (store.getState().flow !== asked) ask()
  })
  worker.addEventListener('error', () => {
    isBusy = false
  })
  const unsubscribe = store.subscribe((state, before) => {
    if (state.flow !== before.flow && !isBusy) ask()
  })
  ask()
  return () => {
    unsubscribe()
    worker.terminate()
  }
}
