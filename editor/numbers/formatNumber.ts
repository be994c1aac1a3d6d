import { isRightToLeft } from '../shell/direction.ts'

/** Country codes by their first digits: one digit, these two-digit ones, all others three. */
const country =
  /^\+(1|7|20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d)(\d{5,12})$/

/**
 * `+12025550100` as people read it: `+1 202 555 0100`, others with their country code apart: `+49 30123456`. Where an area
 * code ends differs from place to place, so that nothing more is set apart. What is no number stays as it is.
 */
export function formatNumber(number: string): string {
  const spaced = number
    .replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
    .replace(country, '+$1 $2')
  // A number runs from the left also inside words that do not.
  return isRightToLeft() ? `\u2066${spaced}\u2069` : spaced
}
