import { expect, it } from 'vitest'
import { shareHeard } from './evenness.ts'

/** Two seconds at 16 kHz in which no two places are alike. */
const made = Int16Array.from({ length: 32_000 }, (_, at) =>
  Math.round(6_000 * Math.sin(at * at * 2e-5) * (1 + 0.5 * Math.sin(at / 900))),
)
const ms = (count: number) => count * 16
const quiet = (length: number) => new Int16Array(length)
const join = (...parts: readonly Int16Array[]) =>
  Int16Array.from(parts.flatMap((part) => [...part]))

it.each<[what: string, heard: Int16Array, least: number, most: number]>([
  ['as it was made', made, 1, 1],
  [
    'later, and half as loud',
    join(
      quiet(ms(700)),
      made.map((one) => one / 2),
    ),
    1,
    1,
  ],
  ['with 15 ms taken out', join(made.slice(0, ms(900)), made.slice(ms(915))), 0.95, 1],
  [
    'with 200 ms of silence for what was there',
    join(made.slice(0, ms(900)), quiet(ms(200)), made.slice(ms(1_100))),
    0.85,
    0.9,
  ],
  [
    'with 300 ms lost, the rest sooner',
    join(made.slice(0, ms(900)), made.slice(ms(1_200))),
    0.7,
    0.85,
  ],
  ['never', quiet(32_000), 0, 0],
])('tells how much of a sound was heard: %s', (_, heard, least, most) => {
  const share = shareHeard(made, join(quiet(ms(100)), heard, quiet(ms(100))))
  expect(share).toBeGreaterThanOrEqual(least)
  expect(share).toBeLessThanOrEqual(most)
})
