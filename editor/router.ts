import { useSyncExternalStore } from 'react'

/** Where the person is. Anything unknown is the list of flows. */
export type Place =
  | { readonly screen: 'flows' }
  | {
      readonly screen: 'flow'
      readonly id: string
      /** Flows that a person came through, outermost first: they opened a flow that another one runs. */
      readonly trail?: readonly string[]
    }
  | { readonly screen: 'calls'; readonly flow: string | null; readonly call: string | null }
  | { readonly screen: 'numbers' }
  /** One campaign, or the numbers that are not called; null: all campaigns. */
  | { readonly screen: 'campaigns'; readonly campaign: string | null }
  /** A link that lets somebody in; its token is the fragment. */
  | { readonly screen: 'join' }
  /** `section`: an id of `settings/sections.ts`; null is the first one. */
  | { readonly screen: 'settings'; readonly section: string | null }

export function parsePlace(path: string, search: string): Place {
  const [first = '', second = ''] = path.split('/').filter(Boolean)
  if (first === 'flows' && second !== '') {
    const trail = (new URLSearchParams(search).get('via') ?? '').split(',').filter(Boolean)
    const id = decodeURIComponent(second)
    return trail.length === 0 ? { screen: 'flow', id } : { screen: 'flow', id, trail }
  }
  if (first === 'join') return { screen: 'join' }
  if (first === 'numbers') return { screen: 'numbers' }
  if (first === 'campaigns') {
    return { screen: 'campaigns', campaign: second === '' ? null : decodeURIComponent(second) }
  }
  if (first === 'settings') {
    return { screen: 'settings', section: second === '' ? null : decodeURIComponent(second) }
  }
  if (first === 'calls') {
    const flow = new URLSearchParams(search).get('flow')
    return { screen: 'calls', flow, call: second === '' ? null : decodeURIComponent(second) }
  }
  return { screen: 'flows' }
}

export function pathOf(place: Place): string {
  switch (place.screen) {
    case 'flows':
      return '/'
    case 'flow': {
      const via = (place.trail ?? []).map(encodeURIComponent).join(',')
      return `/flows/${encodeURIComponent(place.id)}${via === '' ? '' : `?via=${via}`}`
    }
    case 'join':
      return '/join'
    case 'numbers':
      return '/numbers'
    case 'campaigns':
      return place.campaign === null
        ? '/campaigns'
        : `/campaigns/${encodeURIComponent(place.campaign)}`
    case 'settings':
      return place.section === null ? '/settings' : `/settings/${encodeURIComponent(place.section)}`
    case 'calls': {
      const call = place.call === null ? '' : `/${encodeURIComponent(place.call)}`
      return `/calls${call}${place.flow === null ? '' : `?flow=${encodeURIComponent(place.flow)}`}`
    }
  }
}

const listeners = new Set<() => void>()
const notify = () => {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', notify)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('popstate', notify)
  }
}

/** Goes to another screen; the back button returns. */
export function go(place: Place): void {
  const path = pathOf(place)
  if (path === window.location.pathname + window.location.search) return
  window.history.pushState(null, '', path)
  notify()
}

const href = () => window.location.pathname + window.location.search

/** The place in the address bar, live. */
export function usePlace(): Place {
  const [path = '/', search = ''] = useSyncExternalStore(subscribe, href).split('?')
  return parsePlace(path, search)
}
