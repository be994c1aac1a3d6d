import { readFile } from 'node:fs/promises'
import { type Config, StartError } from '../../config.ts'
import type { Log } from '../../log.ts'
import type { IncomingCall } from '../../voice/line.ts'
import type { TlsOptions } from '../transport/createTransports.ts'
import { isWithin, parseNetworks } from './admission.ts'
import { routesOfEnvironment, type TrunkFor } from './createTrunkDialer.ts'
import { type Trunk, trunkDefaults } from './trunk.ts'
import type { TrunkEdge } from './trunkEdge.ts'
import type { TrunkPlaces } from './trunkPlaces.ts'

const environmentTrunk = 'peers'

/** The ways that the configured trunk gives for calls of ours. */
export function configuredRoutes({ server, peers }: Config['sip']): TrunkFor {
  const ranges = parseNetworks(peers)
  return routesOfEnvironment({
    ...{ trunkId: environmentTrunk, server },
    isPeer: (address) => isWithin(address, ranges),
  })
}

/** SIP towards trunks, while the server runs: closed until something asks for it. */
export interface SipSide {
  /** As configured. */
  readonly config: Config['sip']
  /** Counts the calls of trunks over all processes; null: this one alone has them. */
  readonly places?: TrunkPlaces | null
  /** Null: no port is open. */
  edge(): TrunkEdge | null
  /** Why no port could be opened when a trunk asked for one; null: nothing went wrong. */
  problem(): string | null
  /** Opens what is configured, if anything is. Throws a `StartError` that names what to change. */
  open(): Promise<void>
  /** Replaces the stored trunks; calls of those that go end by themselves. The first one opens a port. */
  setTrunks(trunks: readonly Trunk[]): Promise<void>
  /** Opens a port if none is. False: it cannot, `problem` says why. */
  ensure(): Promise<boolean>
  /** Who takes calls. A later listener replaces the former. */
  onCall(listener: TakeTrunkCall): void
  close(): Promise<void>
}

export type TakeTrunkCall = (call: IncomingCall, trunk: Trunk) => void

/** Where SIP is expected (RFC 3261 section 19.1.2). */
const usualPort = 5060

/**
 * Without SIP_PORT the first stored trunk opens the usual port on SIP_HOST, which is this machine only: a PBX beside the
 * server works at once, and nobody outside finds an open port that nobody chose.
 */
export function createSipSide(
  sip: Config['sip'],
  log: Log,
  places: TrunkPlaces | null = null,
): SipSide {
  const isConfigured = sip.port !== null || sip.tls !== null
  // Last: a stored trunk at the same address knows more of itself.
  const peers = isConfigured
    ? [{ ...trunkDefaults, id: environmentTrunk, server: sip.server, addresses: sip.peers }]
    : []
  let stored: readonly Trunk[] = []
  let edge: TrunkEdge | null = null
  let opening: Promise<boolean> | null = null
  let problem: string | null = null
  let take: TakeTrunkCall = (call) => call.reject(503, 'Service Unavailable')

  const open = async (): Promise<void> => {
    const { host, publicAddress, mediaPorts } = sip
    const port = isConfigured ? sip.port : usualPort
    const tls = sip.tls ? await readTls(sip.tls) : null
    // Read when somebody wants SIP: most installations start without.
    const { createTrunkEdge } = await import('./trunkEdge.ts')
    try {
      edge = await createTrunkEdge({
        ...{ log, host, port, tls, publicAddress, mediaPorts, places },
        trunks: [...stored, ...peers],
      })
      edge.onCall((call, trunk) => take(call, trunk))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new StartError(
        `SIP cannot be opened (${why}): set SIP_PORT, SIP_TLS_PORT and SIP_HOST to ports and an address that are free.`,
      )
    }
  }
  const ensure = async (): Promise<boolean> => {
    if (edge) return true
    try {
      await open()
      problem = null
      return true
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
      log.warn({ problem }, 'SIP could not be opened for a trunk')
      return false
    }
  }
  const ensureOnce = (): Promise<boolean> => {
    opening ??= ensure().finally(() => {
      opening = null
    })
    return opening
  }
  return {
    config: sip,
    places,
    edge: () => edge,
    problem: () => problem,
    open: async () => {
      if (isConfigured) await open()
    },
    setTrunks: async (trunks) => {
      stored = trunks
      if (trunks.length > 0) await ensureOnce()
      edge?.setTrunks([...stored, ...peers])
    },
    ensure: ensureOnce,
    onCall: (listener) => {
      take = listener
    },
    close: async () => {
      await edge?.close()
      edge = null
    },
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
