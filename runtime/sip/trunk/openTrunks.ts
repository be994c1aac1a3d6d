import { readFile } from 'node:fs/promises'
import { type Config, StartError } from '../../config.ts'
import type { Log } from '../../log.ts'
import type { TlsOptions } from '../transport/createTransports.ts'
import { isWithin, parseNetworks } from './admission.ts'
import { routesOfEnvironment, type TrunkFor } from './createTrunkDialer.ts'
import { trunkDefaults } from './trunk.ts'
import { createTrunkEdge, type TrunkEdge } from './trunkEdge.ts'
import { e164Form } from './trunkNumber.ts'

const environmentTrunk = 'peers'

/** The ways that the configured trunk gives for calls of ours. */
export function configuredRoutes({ server, peers }: Config['sip']): TrunkFor {
  const ranges = parseNetworks(peers)
  return routesOfEnvironment({
    ...{ trunkId: environmentTrunk, form: e164Form, server },
    isPeer: (address) => isWithin(address, ranges),
  })
}

/** Opens SIP towards trunks as configured; null: it is off. Throws a `StartError` that names what to change. */
export async function openTrunks(sip: Config['sip'], log: Log): Promise<TrunkEdge | null> {
  const { host, port, publicAddress, mediaPorts, server, peers } = sip
  if (port === null && sip.tls === null) return null
  const tls = sip.tls ? await readTls(sip.tls) : null
  try {
    return await createTrunkEdge({
      ...{ log, host, port, tls, publicAddress, mediaPorts },
      trunks: [{ ...trunkDefaults, id: environmentTrunk, server, addresses: peers }],
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `SIP cannot be opened (${why}): set SIP_PORT, SIP_TLS_PORT and SIP_HOST to ports and an address that are free.`,
    )
  }
}

async function readTls({ port, ...files }: NonNullable<Config['sip']['tls']>): Promise<TlsOptions> {
  const read = async (name: string, file: string): Promise<string> => {
    try {
      return await readFile(file, 'utf8')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new StartError(`${name} cannot be read (${why}): set it to a file in PEM.`)
    }
  }
  return {
    port,
    cert: await read('SIP_TLS_CERT', files.cert),
    key: await read('SIP_TLS_KEY', files.key),
    ca: files.ca === null ? null : await read('SIP_TLS_CA', files.ca),
  }
}
