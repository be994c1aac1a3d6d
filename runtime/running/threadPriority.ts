import { getPriority, setPriority } from 'node:os'

/** As servers of telephone calls usually have it; above what most programs run with, far below the system’s own. */
const beforeOthers = -10
/** Elsewhere a priority is one of the whole process, and its workers would not get out of the way. */
const hasThreadPriorities = process.platform === 'linux'

/**
 * Asks the system to wake this thread, and those that it starts from now on, before other programs: sound leaves every
 * 20 ms. Where that is not permitted, or somebody chose a priority for us, nothing changes. True when it was granted.
 */
export function goBeforeOthers(): boolean {
  return hasThreadPriorities && getPriority() === 0 && change(beforeOthers)
}

/** Takes that back for the thread or process it runs in: for work that takes long and that sound must not wait for. */
export function goWithOthers(): void {
  if (hasThreadPriorities && getPriority() < 0) change(0)
}

function change(priority: number): boolean {
  try {
    setPriority(priority)
    return true
  } catch {
    return false
  }
}
