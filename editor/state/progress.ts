import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** The way to the first call: what a person has done already, on this device. */
export const firstSteps = ['chosen', 'called', 'published'] as const
export type FirstStep = (typeof firstSteps)[number]
type Mark = FirstStep | 'hidden'

const key = 'fml-studio.first-steps'

function read(): ReadonlySet<string> {
  try {
    return new Set((localStorage.getItem(key) ?? '').split(' ').filter(Boolean))
  } catch {
    return new Set()
  }
}

const progressStore = createStore<{ readonly done: ReadonlySet<string> }>()(() => ({
  done: read(),
}))

/** Notes that something was done for the first time; `hidden`: the person wants no more of it. */
export function mark(step: Mark): void {
  const { done } = progressStore.getState()
  if (done.has(step)) return
  const next = new Set([...done, step])
  progressStore.setState({ done: next })
  try {
    localStorage.setItem(key, [...next].join(' '))
  } catch {
    // It is shown once more next time.
  }
}

export const useProgress = (): ReadonlySet<string> => useStore(progressStore, ({ done }) => done)
