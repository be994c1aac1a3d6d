import { newId } from './newId.ts'

const key = 'fml-studio.tab'
const lockOf = (tab: string) => `fml-studio.tab.${tab}`

/**
 * This window’s own id: the same after a reload, another one in a copy of the window. It is laid down when the page goes
 * and picked up when it comes, so that a copy of a window that is open finds none.
 */
export const tabId = takeId()

function takeId(): string {
  const id = pickUp() ?? newId('w')
  window.addEventListener('pagehide', () => {
    try {
      sessionStorage.setItem(key, id)
    } catch {
      // Without a place to lay it down the page comes back as a new window.
    }
  })
  window.addEventListener('pageshow', () => void pickUp())
  // Held as long as the page lives: other windows see by it that this one is open.
  void navigator.locks
    ?.request(lockOf(id), () => new Promise(() => undefined))
    .catch(() => undefined)
  return id
}

function pickUp(): string | null {
  try {
    const id = sessionStorage.getItem(key)
    sessionStorage.removeItem(key)
    return id
  } catch {
    return null
  }
}

/** Whether another window of this browser is open now. Where that cannot be seen, none is. */
export async function isTabOpen(tab: string): Promise<boolean> {
  if (tab === tabId) return false
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {}
  return held.some(({ name }) => name === lockOf(tab))
}
