import type { Check } from '../check.ts'

/** What each step's own type finds wrong with its data. */
export const nodeData: Check = (graph) => [
  ...graph.broken,
  ...[...graph.typed.values()].flatMap(({ problems }) => problems),
]
