import type { Flow } from '#shared/flow/flow.ts'
import { ApiError, client } from '../api/client.ts'
import { credentialNamesQuery } from '../api/credentialsClient.ts'
import { queryClient } from '../api/queries.ts'
import { reasonNow } from '../people/session.ts'
import type { EditorStore } from '../state/editorStore.ts'
import type { AnalysisReply, AnalysisRequest, Surroundings } from './analysis.ts'
import { newsOf } from './flowNews.ts'

/**
 * Checks and compiles the flow in a worker after each change. One request is under way at a time, always with the
 * newest flow; until the answer comes the last one stays on screen, so nothing blinks.
 */
export function startAnalysis(store: EditorStore): () => void {
  const worker = new Worker(new URL('./analysis.worker.ts', import.meta.url), { type: 'module' })
  let seq = 0
  let isBusy = false
  let isStopped = false
  let around: Surroundings = { flows: new Map(), environment: null }
  let asked: Asked | null = null
  const ask = () => {
    if (isStopped) return
    seq += 1
    isBusy = true
    const next = { flow: store.getState().flow, around }
    const news = newsOf(asked?.flow ?? null, next.flow)
    const request: AnalysisRequest = { seq, news, around: asked?.around === around ? null : around }
    asked = next
    worker.postMessage(request)
  }
  const look = (next: Surroundings) => {
    around = next
    if (!isBusy) ask()
  }
  const lookAt = async (runs: readonly string[]) => {
    const flows = await loadFlows(runs)
    if (runs.some((id) => flows.get(id) !== around.flows.get(id))) look({ ...around, flows })
  }
  let runs: readonly string[] = []
  worker.addEventListener('message', ({ data }: MessageEvent<AnalysisReply>) => {
    isBusy = false
    if (data.ok) {
      store.getState().analysed(data.analysis)
      runs = data.runs
      if (runs.some((id) => !around.flows.has(id))) void lookAt(runs)
    }
    const { flow } = store.getState()
    const isFresh = flow === asked?.flow && around === asked.around
    // What it knows is not sure then: it is told everything with the next change.
    if (!data.ok) asked = null
    if (!isFresh) ask()
  })
  worker.addEventListener('error', () => {
    isBusy = false
    asked = null
  })
  const unsubscribe = store.subscribe((state, before) => {
    if (state.flow !== before.flow && !isBusy) ask()
  })
  // Somebody who comes back may have changed those flows, or installed an engine.
  const comeBack = () => {
    void loadEnvironment().then((environment) => {
      if (environment && environment !== around.environment) look({ ...around, environment })
    })
    void loadCredentials().then((credentials) => {
      if (credentials && credentials !== around.credentials) look({ ...around, credentials })
    })
    if (runs.length > 0) void lookAt(runs)
  }
  window.addEventListener('focus', comeBack)
  ask()
  comeBack()
  return () => {
    isStopped = true
    unsubscribe()
    window.removeEventListener('focus', comeBack)
    worker.terminate()
  }
}

/** What the worker was told last. */
interface Asked {
  readonly flow: Flow
  readonly around: Surroundings
}

const loadEnvironment = () =>
  queryClient
    .fetchQuery({ queryKey: ['environment'], queryFn: client.environment, staleTime: 60_000 })
    .catch(() => null)

/** Only who draws may know their names. */
const loadCredentials = async () =>
  reasonNow('editor') === null
    ? queryClient.fetchQuery(credentialNamesQuery).catch(() => null)
    : null

async function loadFlows(ids: readonly string[]): Promise<Surroundings['flows']> {
  const load = async (id: string) => {
    try {
      const queryFn = () => client.flow(id)
      const held = await queryClient.fetchQuery({
        queryKey: ['flow', id],
        queryFn,
        staleTime: 2_000,
      })
      return [[id, held.flow] as const]
    } catch (error) {
      // A server that cannot be reached says nothing about the flow.
      return error instanceof ApiError && error.status === 404 ? [[id, null] as const] : []
    }
  }
  return new Map((await Promise.all(ids.map(load))).flat())
}
