import { Resolver } from 'node:dns/promises'
import { normalAddress } from '../../normalAddress.ts'
import { parseParams } from '../headerValue.ts'
import { defaultPort, type Hop, type TransportName } from '../transport/hop.ts'
import { hostOf } from '../transport/stampVia.ts'

/** The parts of DNS that finding a server needs; each rejects when there is no such record. */
export interface Dns {
  naptr(name: string): Promise<readonly Naptr[]>
  srv(name: string): Promise<readonly Srv[]>
  /** A and AAAA. */
  addresses(name: string): Promise<readonly string[]>
}

interface Naptr {
  readonly service: string
  readonly flags: string
  readonly order: number
  readonly preference: number
  readonly replacement: string
}

interface Srv {
  readonly name: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}

/** The system's resolver, with an end to its patience. */
export function createDns(): Dns {
  const resolver = new Resolver({ timeout: 2000, tries: 2 })
  return {
    naptr: (name) => resolver.resolveNaptr(name),
    srv: (name) => resolver.resolveSrv(name),
    async addresses(name) {
      const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
      return found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
    },
  }
}

export interface SipAddress {
  readonly isSecure: boolean
  readonly host: string
  readonly port: number | null
  readonly transport: TransportName | null
}

/** Host, port and transport of a SIP URI; null for another scheme or a transport that we have not. */
export function parseSipAddress(uri: string): SipAddress | null {
  const [, scheme, rest] = /^(sips?):(?:[^@]*@)?([^?]+)/i.exec(uri) ?? []
  if (!scheme || !rest) return null
  const end = rest.indexOf(';')
  const { host, port } = hostOf(end < 0 ? rest : rest.slice(0, end))
  const params = parseParams(end < 0 ? '' : rest.slice(end))
  if (host === '' || !params || !/^[\w.:[\]-]+$/.test(host)) return null
  const isSecure = scheme.toLowerCase() === 'sips'
  const asked = params.get('transport')?.toUpperCase()
  if (asked !== undefined && asked !== 'UDP' && asked !== 'TCP' && asked !== 'TLS') return null
  return { isSecure, host, port, transport: isSecure ? 'TLS' : (asked ?? null) }
}

/** More alternatives than this only make a failing call slower. */
const mostHops = 8

/** Where requests to a URI may go, in the order to try (RFC 3263 section 4). `random` gives 0 to 1. */
export async function resolveHops(
  uri: string,
  dns: Dns,
  random: () => number = Math.random,
): Promise<readonly Hop[]> {
  const address = parseSipAddress(uri)
  if (!address) return []
  const { host, port, transport } = address
  const literal = normalAddress(host)
  if (literal !== null) return [hop(transport ?? 'UDP', literal, port, null)]
  if (port !== null) return plain(transport ?? 'UDP', host, port, dns)
  const services = transport ? [serviceName(transport, host)] : await findServices(address, dns)
  for (const service of services) {
    const records = await dns.srv(service.name).catch(() => [])
    const found: Hop[] = []
    for (const { name, port: at } of inOrder(records, random).slice(0, mostHops))
      found.push(...(await plain(service.transport, name, at, dns, host)))
    if (found.length > 0) return found.slice(0, mostHops)
  }
  return plain(transport ?? 'UDP', host, null, dns)
}

interface Service {
  readonly transport: TransportName
  readonly name: string
}

const serviceName = (transport: TransportName, host: string): Service => ({
  transport,
  name: `${{ UDP: '_sip._udp', TCP: '_sip._tcp', TLS: '_sips._tcp' }[transport]}.${host}`,
})

const naptrServices: Readonly<Record<string, TransportName>> = {
  'SIP+D2U': 'UDP',
  'SIP+D2T': 'TCP',
  'SIPS+D2T': 'TLS',
}

/** SRV names by NAPTR, else the usual ones (sections 4.1 and 4.2). */
async function findServices({ host, isSecure }: SipAddress, dns: Dns): Promise<Service[]> {
  const records = await dns.naptr(host).catch(() => [])
  const found = records
    .toSorted((a, b) => a.order - b.order || a.preference - b.preference)
    .flatMap(({ service, flags, replacement }) => {
      const transport = naptrServices[service.toUpperCase()]
      if (!transport || flags.toLowerCase() !== 's' || (isSecure && transport !== 'TLS')) return []
      return [{ transport, name: replacement }]
    })
  if (found.length > 0) return found
  const usual: readonly TransportName[] = isSecure ? ['TLS'] : ['UDP', 'TCP']
  return usual.map((transport) => serviceName(transport, host))
}

async function plain(
  transport: TransportName,
  name: string,
  port: number | null,
  dns: Dns,
  certified = name,
): Promise<Hop[]> {
  const literal = normalAddress(name)
  const addresses = literal ? [literal] : await dns.addresses(name).catch(() => [])
  return addresses.map((address) => hop(transport, address, port, certified))
}

const hop = (
  transport: TransportName,
  address: string,
  port: number | null,
  name: string | null,
): Hop => ({ transport, address, port: port ?? defaultPort(transport), name })

/** By priority; among equals by chance in proportion to weight (RFC 2782). */
function inOrder(records: readonly Srv[], random: () => number): Srv[] {
  const left = records.toSorted((a, b) => a.priority - b.priority || a.weight - b.weight)
  const ordered: Srv[] = []
  while (left.length > 0) {
    const peers = left.filter(({ priority }) => priority === left[0]?.priority)
    let mark = random() * peers.reduce((sum, { weight }) => sum + weight, 0)
    const chosen = peers.find(({ weight }) => {
      mark -= weight
      return mark <= 0
    })
    const next = chosen ?? peers[0]
    if (!next) break
    ordered.push(next)
    left.splice(left.indexOf(next), 1)
  }
  return ordered
}
