/**
 * The telephone numbers that a callee may be on the list of numbers that are not called: also one that stands in a SIP
 * address, however it is written there. Pure.
 */
export function numbersIn(to: string): readonly string[] {
  const user = /^sips?:([^@;]*)/i.exec(to)?.[1]
  const name = decode(user ?? to).replace(/[\s().\-/]/g, '')
  if (/^\+\d{6,15}$/.test(name)) return [name]
  const digits = /^(?:00|011)?([1-9]\d{5,14})$/.exec(name)?.[1]
  return digits === undefined ? [] : [`+${digits}`]
}

/** A URI escapes what it likes: `%2B` is a plus. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
