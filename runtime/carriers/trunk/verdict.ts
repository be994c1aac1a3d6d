import type { TrunkTestLine } from '#shared/api/trunks.ts'

/** What one step of trying a trunk found. */
export type Verdict = Omit<TrunkTestLine, 'step'>

export const passed = (message: string): Verdict => ({ state: 'passed', message, remedy: '' })
export const skipped = (message: string): Verdict => ({ state: 'skipped', message, remedy: '' })
export const failed = (message: string, remedy: string): Verdict => ({
  ...{ state: 'failed', message, remedy },
})
export const warned = (message: string, remedy: string): Verdict => ({
  ...{ state: 'warned', message, remedy },
})
