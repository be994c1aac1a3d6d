export interface Way {
  readonly node: string
  readonly port: string
}

/** Whether two calls went the same way; else where they part, counted in ways taken. */
export type Verdict = { readonly same: true } | { readonly same: false; readonly at: number }

/** Compares the way a call goes now with the way it went when it was kept. */
export function comparePaths(kept: readonly Way[], now: readonly Way[]): Verdict {
  const at = kept.findIndex(
    ({ node, port }, index) => now[index]?.node !== node || now[index]?.port !== port,
  )
  if (at !== -1) return { same: false, at }
  return now.length === kept.length ? { same: true } : { same: false, at: kept.length }
}
