import type { TrunkSettings } from '#shared/api/trunks.ts'
import type { Trunk } from '../../sip/trunk/trunk.ts'
import type { TrunkRecord } from '../../storage/numberRecords.ts'
import type { Vault } from '../../storage/vault.ts'

/** The passwords of a trunk as they are; empty: none. */
export interface TrunkSecrets {
  readonly password: string
  readonly inboundPassword: string
}

/** What a trunk's sealed passwords belong to. */
export const trunkContext = (id: string, field: keyof TrunkSecrets): string =>
  `trunks/${id}/${field}`

/** Opens a trunk's passwords; one that was sealed with another key is none. */
export const openSecrets = (
  { id, password, inboundPassword }: TrunkRecord,
  vault: Vault,
): TrunkSecrets => ({
  password: openOne(vault, password, trunkContext(id, 'password')),
  inboundPassword: openOne(vault, inboundPassword, trunkContext(id, 'inboundPassword')),
})

const openOne = (vault: Vault, sealed: string, context: string): string =>
  sealed === '' ? '' : (vault.open(sealed, context) ?? '')

/** A trunk as the SIP edge wants it. Pure. */
export function toTrunk(id: string, settings: TrunkSettings, secrets: TrunkSecrets): Trunk {
  const { user, inboundUser, onlyMd5, domain, mostCalls, callsPerSecond } = settings
  const { keepAlive, sessionExpires, takesTransfers, encrypts, addresses } = settings
  const server = serverUri(settings)
  const credentials = user === '' ? null : { user, password: secrets.password }
  return {
    ...{ id, server, addresses, credentials, mostCalls, callsPerSecond },
    ...{ keepAlive, sessionExpires, takesTransfers, encrypts },
    inbound: inboundUser === '' ? null : { user: inboundUser, password: secrets.inboundPassword },
    inboundAlgorithms: onlyMd5 ? ['MD5'] : ['SHA-256', 'MD5'],
    registers: settings.registers && credentials !== null && server !== null,
    domain: domain === '' ? null : domain,
  }
}

/** `sip:host;transport=tcp`; null: it only calls us. */
export function serverUri({ server, transport }: TrunkSettings): string | null {
  if (server === '') return null
  if (transport === 'tls') return `sips:${server}`
  return transport === 'auto' ? `sip:${server}` : `sip:${server};transport=${transport}`
}
