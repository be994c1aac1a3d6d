import type { SipClock } from '../clock.ts'
import { headerOf, type SipRequest } from '../message.ts'
import type { Hop } from '../transport/hop.ts'
import type { Asker } from './asker.ts'
import { newToken } from './identifiers.ts'
import { parseSipAddress } from './resolve.ts'
import type { Trunk } from './trunk.ts'

/** `OPTIONS`: whether somebody is there. `REGISTER`: whether our name and password are known there. */
export type ProbeMethod = 'OPTIONS' | 'REGISTER'

/** What a server said to a question that changes nothing there. */
export type Probed =
  | {
      readonly type: 'answered'
      readonly status: number
      readonly reason: string
      /** Who it says it is; empty: it does not say. */
      readonly server: string
      /** Milliseconds. */
      readonly took: number
    }
  /** `why`: what the network said of each address that could not be reached. */
  | { readonly type: 'silent'; readonly why: readonly string[] }

export interface ProbeDeps {
  readonly asker: Pick<Asker, 'ask'>
  readonly clock: SipClock
}

/** Milliseconds: a person waits, and a server that is there answers in one or two repetitions. */
const patience = 6_000

/** Asks once; never rejects. A REGISTER without Contact asks for what is registered (RFC 3261 section 10.2.3). */
export async function probe(
  { asker, clock }: ProbeDeps,
  trunk: Trunk,
  method: ProbeMethod,
): Promise<Probed> {
  const { server, credentials, domain } = trunk
  if (server === null) return { type: 'silent', why: [] }
  const host = domain ?? parseSipAddress(server)?.host ?? ''
  const self = `<sip:${encodeURIComponent(credentials?.user ?? 'fml')}@${host}>`
  const [callId, tag, sentAt] = [newToken(), newToken(), clock.now()]
  let cseq = 0
  const build = (): SipRequest => ({
    ...{ type: 'request', method, uri: `sip:${host}`, body: Buffer.alloc(0) },
    headers: [
      { name: 'max-forwards', value: '70' },
      { name: 'from', value: `${self};tag=${tag}` },
      { name: 'to', value: method === 'REGISTER' ? self : `<sip:${host}>` },
      { name: 'call-id', value: callId },
      { name: 'cseq', value: `${++cseq} ${method}` },
      ...(method === 'OPTIONS' ? [{ name: 'accept', value: 'application/sdp' }] : []),
    ],
  })
  const why: string[] = []
  const onFail = (reason: string, hop: Hop) => {
    why.push(`${hop.transport} ${hop.address}:${hop.port}: ${reason}`)
  }
  const { promise, resolve } = Promise.withResolvers<Probed>()
  const giveUp = clock.after(patience, () => resolve({ type: 'silent', why }))
  const memory = { credentials, proofs: new Map() }
  asker.ask({ build, nextHop: server, memory, onFail }, (_, response) => {
    giveUp()
    if (!response) return resolve({ type: 'silent', why })
    const { status, reason } = response
    const name = headerOf(response, 'server') ?? headerOf(response, 'user-agent') ?? ''
    resolve({
      ...{ type: 'answered', status, reason, server: name.slice(0, 80) },
      took: clock.now() - sentAt,
    })
  })
  return promise
}
