/** `+12025550100` as people read it: `+1 202 555 0100`. Other numbers stay as they are. */
export const formatNumber = (number: string): string =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
