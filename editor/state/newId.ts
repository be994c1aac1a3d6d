const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A short random id that fits every id of the flow document, e.g. `n_4k2j9x1q`. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `${prefix}_${Array.from(bytes, (byte) => letters[byte % letters.length]).join('')}`
}
