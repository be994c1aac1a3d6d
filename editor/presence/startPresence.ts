import type { BeatAnswer } from '#shared/api/presence.ts'
import { sameValue } from '#shared/sameValue.ts'
import { ApiError, client } from '../api/client.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { t } from '../i18n/t.ts'
import { sessionStore } from '../people/session.ts'
import { tabId } from '../state/tab.ts'
import { presenceStore, tell, titleOf } from './presenceStore.ts'

/** Pauses between two beats, ms: alone, with company, and in a window that nobody sees. */
const pauses = { alone: 4_000, together: 1_500, hidden: 20_000 }
/** Wait after a change of the selection before others hear of it, ms. */
const selectionDelay = 250

/** Tells the server that this window is here and hears who else is; brings in what they save. Returns what ends it. */
export function startPresence(open: OpenFlow): () => void {
  const { store, autosave } = open
  const flowId = store.getState().flow.id
  let timer: ReturnType<typeof setTimeout> | undefined
  let isBeating = false
  let isOver = false
  let said = ''

  const place = () => {
    const { nodes } = store.getState().selection
    return nodes.length === 1 ? (nodes[0] ?? null) : null
  }
  const beat = async () => {
    if (isBeating) return
    isBeating = true
    const { name } = presenceStore.getState()
    const node = place()
    said = `${name} ${node}`
    try {
      const answer = await client.beat(flowId, { editor: tabId, name, node })
      if (!isOver) await take(answer)
    } catch (error) {
      // A server that is away is the business of saving; a flow that is deleted is news.
      if (error instanceof ApiError && error.status === 404 && !isOver) autosave.lose()
      presenceStore.setState({ others: [] })
    }
    isBeating = false
    if (!isOver) schedule(pauseNow())
  }
  const take = async ({ you, others, revision, savedBy }: BeatAnswer) => {
    const state = presenceStore.getState()
    if (state.you !== you || !sameValue(state.others, others)) {
      presenceStore.setState({ you, others })
    }
    autosave.reopen()
    autosave.retry()
    if (revision <= autosave.revision() || savedBy?.editor === tabId) return
    const held = await client.flow(flowId)
    if (isOver || held.revision <= autosave.revision()) return
    open.live.setState(held.live, true)
    await autosave.offer(held, savedBy ? titleOf(savedBy) : '')
    if (savedBy) tell(t('{name} saved', { name: titleOf(savedBy) }))
  }
  const pauseNow = () => {
    if (document.hidden) return pauses.hidden
    return presenceStore.getState().others.length > 0 ? pauses.together : pauses.alone
  }
  const schedule = (delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void beat(), delay)
  }
  const leave = () => {
    void client
      .beat(flowId, { editor: tabId, name: '', node: null, leaving: true }, true)
      .catch(() => undefined)
  }
  const soon = () => {
    if (`${presenceStore.getState().name} ${place()}` !== said) schedule(selectionDelay)
  }
  const now = () => {
    if (document.hidden) return
    autosave.retry()
    schedule(0)
  }

  const stopSelection = store.subscribe((state, before) => {
    // Alone there is nobody to tell.
    const hasCompany = presenceStore.getState().others.length > 0
    if (state.selection !== before.selection && hasCompany) soon()
  })
  const stopSession = sessionStore.subscribe((state, before) => {
    if (state.signIn === 'no' && before.signIn !== 'no') now()
  })
  const stopName = presenceStore.subscribe((state, before) => {
    if (state.name !== before.name) soon()
  })
  document.addEventListener('visibilitychange', now)
  window.addEventListener('online', now)
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', now)
  void beat()
  return () => {
    isOver = true
    clearTimeout(timer)
    stopSelection()
    stopName()
    stopSession()
    document.removeEventListener('visibilitychange', now)
    window.removeEventListener('online', now)
    window.removeEventListener('pagehide', leave)
    window.removeEventListener('pageshow', now)
    leave()
    presenceStore.setState({ others: [], news: null, you: 1 })
  }
}
