import { localTimeOf } from '#shared/text/localTime.ts'
import { phoneNumbers } from '../../phoneNumbers.ts'

/** Countries whose far-off parts have country codes of their own, or nobody who lives there. */
const mainland: Readonly<Record<string, readonly string[]>> = {
  DE: ['Europe/Berlin'],
  FR: ['Europe/Paris'],
  NZ: ['Pacific/Auckland', 'Pacific/Chatham'],
  NO: ['Europe/Oslo'],
  AQ: [],
}

const known = new Map<string, readonly string[]>()

/** Time zones in which somebody with this number may be: all of its country. Empty: nobody knows. */
export function zonesOf(number: string): readonly string[] {
  const country = phoneNumbers().parsePhoneNumberFromString(number)?.country
  if (!country) return []
  const before = known.get(country)
  if (before) return before
  const zones = distinct(mainland[country] ?? zonesOfCountry(country))
  known.set(country, zones)
  return zones
}

function zonesOfCountry(country: string): readonly string[] {
  const locale: object = new Intl.Locale(`und-${country}`)
  if (!('getTimeZones' in locale) || typeof locale.getTimeZones !== 'function') return []
  const zones: unknown = locale.getTimeZones()
  return Array.isArray(zones) ? zones.map(String) : []
}

/** One of those whose clocks show the same in winter and in summer. */
function distinct(zones: readonly string[]): readonly string[] {
  const clocks = new Map<string, string>()
  for (const zone of zones) {
    const shown = samples.map((at) => JSON.stringify(localTimeOf(at, zone))).join()
    if (!clocks.has(shown)) clocks.set(shown, zone)
  }
  return [...clocks.values()]
}

/** The middle of each month: clocks change on different days. */
const samples = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15, 12))
