import { isRightToLeft } from '../shell/direction.ts'

/** `+12025550100` as people read it: `+1 202 555 0100`. Other numbers stay as they are. */
export function formatNumber(number: string): string {
  const spaced = number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
  // A number runs from the left also inside words that do not.
  return isRightToLeft() ? `\u2066${spaced}\u2069` : spaced
}
