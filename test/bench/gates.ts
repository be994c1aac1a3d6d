/** One line of the bench: a gate is a ratio measured in this run, a report is an absolute figure beside its target. */
export interface Gate {
  readonly name: string
  /** `≤` or `≥` */
  readonly sign: '≤' | '≥'
  readonly bound: number
  readonly ratio: number
}
export interface Report {
  readonly name: string
  readonly target: string
  readonly figure: string
}
export interface Measured {
  readonly gates: readonly Gate[]
  readonly reports: readonly Report[]
  /** What could not be measured here and why. */
  readonly skipped?: readonly string[]
}

export const isHeld = (gate: Gate): boolean =>
  gate.sign === '≤' ? gate.ratio <= gate.bound : gate.ratio >= gate.bound

/** Milliseconds that `run` takes, the best of what a warm machine gives in `rounds`. */
export async function time(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/**
 * The median ratio of a to b over alternating pairs, so that a machine that slows down for a while slows both. Both are
 * run once unmeasured first.
 */
export async function ratioOf(
  a: () => unknown,
  b: () => unknown,
  pairs = 7,
): Promise<{ readonly ratio: number; readonly a: number; readonly b: number }> {
  await a()
  await b()
  const rows: { ratio: number; a: number; b: number }[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const first = pair % 2 === 0
    const early = await time(first ? a : b)
    const late = await time(first ? b : a)
    const [ta, tb] = first ? [early, late] : [late, early]
    rows.push({ ratio: ta / tb, a: ta, b: tb })
  }
  return {
    ratio: median(rows.map((row) => row.ratio)),
    a: median(rows.map((row) => row.a)),
    b: median(rows.map((row) => row.b)),
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
