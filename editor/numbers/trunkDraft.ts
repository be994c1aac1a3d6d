import {
  newTrunkSettings,
  type SaveTrunk,
  type StoredTrunk,
  type TrunkSettings,
} from '#shared/api/trunks.ts'

/** A trunk as the form holds it. */
export interface TrunkDraft {
  readonly settings: TrunkSettings
  /** Null: the one that is kept. */
  readonly password: string | null
  readonly inboundPassword: string | null
  /** Addresses as text, so that a comma can be typed. */
  readonly addresses: string
  /** Numbers to add, one a line. */
  readonly numbers: string
  readonly echoNumber: string
}

/** What the form starts with. */
export const draftOf = (trunk: StoredTrunk | null): TrunkDraft => ({
  settings: trunk?.settings ?? newTrunkSettings,
  password: trunk?.hasPassword ? null : '',
  inboundPassword: trunk?.hasInboundPassword ? null : '',
  addresses: trunk?.settings.addresses.join(', ') ?? '',
  numbers: '',
  echoNumber: '',
})

/** What the form says to the server: people copy addresses with more around them than the address. */
export function toSave({ settings, addresses, password, inboundPassword }: TrunkDraft): SaveTrunk {
  const server = withoutScheme(settings.server)
  return {
    settings: {
      ...settings,
      server,
      title: settings.title.trim() || server,
      domain: withoutScheme(settings.domain),
      addresses: addresses.split(/[\s,;]+/).filter(Boolean),
    },
    password: settings.user.trim() === '' ? '' : password,
    inboundPassword: settings.inboundUser.trim() === '' ? '' : inboundPassword,
  }
}

const withoutScheme = (text: string): string =>
  text
    .trim()
    .replace(/^sips?:/i, '')
    .replace(/;.*$|\/.*$/g, '')

/** Numbers to add: one a line, or with commas between. */
export const numbersIn = (text: string): readonly string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter(Boolean)
