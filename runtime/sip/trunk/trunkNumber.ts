/** How a trunk would like numbers to be written. */
export interface NumberForm {
  /** Stands for the `+` of a number in international form: `+`, nothing, `00`, `011`. */
  readonly international: string
  /** Numbers of this country are written without its code, after `prefix` (`0` in Germany); null: like all others. */
  readonly home: { readonly countryCode: string; readonly prefix: string } | null
  /** Before every number: an outside line, a routing code. */
  readonly prefix: string
}

/** E.164 as it is, what most trunks take. */
export const e164Form: NumberForm = { international: '+', home: null, prefix: '' }

/** Fewer digits are an extension or a service, and are sent as they are. */
const shortest = 7

/** The number as the trunk takes it: spaces and dashes go, E.164 gets the trunk's form; null when it is no number. */
export function toTrunkNumber(number: string, form: NumberForm): string | null {
  const bare = number
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\s().\-/]/g, '')
  if (!/^\+?[0-9*#]{1,31}$/.test(bare)) return null
  if (!bare.startsWith('+')) return bare
  const digits = bare.slice(1)
  if (digits.length < shortest || !/^[1-9]\d{6,14}$/.test(digits)) return null
  const { home } = form
  if (home && digits.startsWith(home.countryCode))
    return form.prefix + home.prefix + digits.slice(home.countryCode.length)
  return form.prefix + form.international + digits
}
