import { pathOf, type Talk } from '#shared/session/converse.ts'

export interface Way {
  readonly node: string
  readonly port: string
}

/** Whether two calls went the same way; else where they part, counted in ways taken. */
export type Verdict = { readonly same: true } | { readonly same: false; readonly at: number }

/** The ways a conversation took, and the step in which it is or ended: that one has no way out yet. */
export function wholePath(talk: Talk): readonly Way[] {
  const entered = talk.turns
    .flatMap((turn) => turn.items)
    .flatMap((item) =>
      item.type === 'trace' && item.entry.type === 'node.entered' ? [item.entry.node] : [],
    )
  const last = entered.at(-1)
  return [...pathOf(talk), ...(last === undefined ? [] : [{ node: last, port: '' }])]
}

/** Compares the way a call goes now with the way it went when it was kept. */
export function comparePaths(kept: readonly Way[], now: readonly Way[]): Verdict {
  const at = kept.findIndex(
    ({ node, port }, index) => now[index]?.node !== node || now[index]?.port !== port,
  )
  if (at !== -1) return { same: false, at }
  return now.length === kept.length ? { same: true } : { same: false, at: kept.length }
}
