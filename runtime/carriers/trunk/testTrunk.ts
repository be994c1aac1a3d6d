import type { TrunkSettings, TrunkStep, TrunkTestLine } from '#shared/api/trunks.ts'
import type { Clock } from '../../calls/clock.ts'
import type { Config } from '../../config.ts'
import type { Hop } from '../../sip/transport/hop.ts'
import type { Probed } from '../../sip/trunk/probe.ts'
import { type Dns, parseSipAddress, resolveHops } from '../../sip/trunk/resolve.ts'
import type { Trunk } from '../../sip/trunk/trunk.ts'
import type { TrunkEdge } from '../../sip/trunk/trunkEdge.ts'
import { echoCall } from './echoCall.ts'
import { checkMediaAddress } from './mediaAddress.ts'
import { judgeAuthentication, judgeTransport } from './testWords.ts'
import { isCutOff, openToOutside } from './trunkState.ts'
import { failed, passed, skipped, type Verdict } from './verdict.ts'

/** What trying a trunk needs of this server. */
export interface TrunkTestParts {
  readonly side: {
    readonly config: Config['sip']
    ensure(): Promise<boolean>
    problem(): string | null
    edge(): Pick<TrunkEdge, 'probe' | 'dialBy'> | null
  }
  readonly dns: Dns
}

export interface TrunkTest {
  readonly settings: TrunkSettings
  readonly trunk: Trunk
  /** Called, to hear whether sound comes back; empty: nobody. */
  readonly echoNumber: string
  /** Number that the echo call shows; empty: none. */
  readonly callerId: string
}

/** Tries a trunk as it is on the screen, step by step; after one that fails the others are left out. Never throws. */
export async function* testTrunk(
  test: TrunkTest,
  { side, dns, clock }: TrunkTestParts & { readonly clock: Clock },
): AsyncGenerator<TrunkTestLine> {
  const { settings, trunk } = test
  let hops: readonly Hop[] = []
  let options: Probed = { type: 'silent', why: [] }
  const edge = () => side.edge() ?? closedEdge
  const steps: readonly (readonly [TrunkStep, () => Promise<Verdict>])[] = [
    ['port', async () => checkPort(side, settings)],
    [
      'name',
      async () => {
        hops = trunk.server === null ? [] : await resolveHops(trunk.server, dns)
        return judgeName(trunk, hops)
      },
    ],
    [
      'transport',
      async () => {
        if (trunk.server === null) return skipped('It only calls this server.')
        options = await edge().probe({ ...trunk, credentials: null }, 'OPTIONS')
        return judgeTransport(settings, hops, options)
      },
    ],
    [
      'authentication',
      async () => {
        if (trunk.server === null) return judgeInbound(trunk)
        const asked = trunk.credentials ? await edge().probe(trunk, 'REGISTER') : options
        return judgeAuthentication(trunk, asked)
      },
    ],
    [
      'media',
      async () => {
        const address = checkMediaAddress(side.config, hops)
        if (address.state === 'failed' || test.echoNumber === '') return address
        return echoCall(test, edge(), clock)
      },
    ],
  ]
  for (const [step, check] of steps) {
    yield { step, state: 'running', message: '', remedy: '' }
    const verdict = await check().catch((error: unknown) =>
      failed(error instanceof Error ? error.message : String(error), 'Try it again.'),
    )
    yield { step, ...verdict }
    if (verdict.state === 'failed') return
  }
}

const closedEdge: Pick<TrunkEdge, 'probe' | 'dialBy'> = {
  probe: async () => ({ type: 'silent', why: ['SIP is closed'] }),
  dialBy: () => null,
}

async function checkPort(side: TrunkTestParts['side'], settings: TrunkSettings): Promise<Verdict> {
  if (!(await side.ensure())) {
    return failed(side.problem() ?? 'SIP is closed on this server.', openToOutside)
  }
  const { host, port, tls } = side.config
  if (isCutOff(settings, host)) {
    return failed(
      `SIP listens on this computer only, and ${settings.server} is not here.`,
      openToOutside,
    )
  }
  if (settings.transport !== 'tls' && port === null && tls !== null) {
    return failed(
      'This server speaks SIP by TLS only.',
      'Choose TLS, or start the server with SIP_PORT=5060.',
    )
  }
  return passed(`SIP is open on ${host}.`)
}

function judgeName({ server }: Trunk, hops: readonly Hop[]): Verdict {
  if (server === null) return skipped('It has no server: it only calls this one.')
  const host = parseSipAddress(server)?.host
  if (host === undefined) {
    return failed(
      'This is no name of a server.',
      'Write it like sip.example.org, without sip: before it.',
    )
  }
  const [first] = hops
  if (!first) {
    return failed(
      `There is no server named ${host}.`,
      'Look for typing mistakes, and compare it with what the provider calls SIP server, registrar, proxy or domain.',
    )
  }
  const more = hops.length > 1 ? ` and ${hops.length - 1} more` : ''
  return passed(`${host} is ${first.address}:${first.port} (${first.transport})${more}.`)
}

function judgeInbound({ inbound, addresses }: Trunk): Verdict {
  if (inbound) return passed(`Whoever calls must prove to be ${inbound.user}.`)
  if (addresses.length > 0) return passed(`Calls are taken from ${addresses.join(', ')}.`)
  return failed(
    'Nobody could call this server: neither an address nor a user is known.',
    'Enter the server, the addresses that calls come from, or a user and password for calls to this server.',
  )
}
