import type { TrunkSettings } from '#shared/api/trunks.ts'
import type { Hop } from '../../sip/transport/hop.ts'
import type { Probed } from '../../sip/trunk/probe.ts'
import type { Trunk } from '../../sip/trunk/trunk.ts'
import { failed, passed, skipped, warned } from './verdict.ts'

/** What the answer to OPTIONS says about the way to a server. Any answer is one. Pure. */
export function judgeTransport(settings: TrunkSettings, hops: readonly Hop[], asked: Probed) {
  const { server, transport } = settings
  if (asked.type === 'answered') {
    const name = asked.server === '' ? '' : ` (${asked.server})`
    return passed(`${server} answered in ${asked.took} ms${name}.`)
  }
  const why = asked.why.join('; ')
  if (/certificate|self.signed|altname|unable to verify/i.test(why)) {
    return failed(
      `The certificate of ${server} is not valid: ${why}.`,
      'Enter the server by the name in its certificate, or set SIP_TLS_CA to a file with its authority.',
    )
  }
  if (/ECONNREFUSED/.test(why)) {
    return failed(
      `${server} is there, but nothing takes SIP at this port.`,
      'Compare the port and the transport with what the provider says. Usual are 5060 for UDP and TCP, 5061 for TLS.',
    )
  }
  if (/is off/.test(why)) {
    return failed(
      'This server does not speak that transport.',
      'Choose another transport, or start the server with SIP_PORT=5060.',
    )
  }
  const tried = [...new Set(hops.map((hop) => hop.transport))].join(', ')
  const other =
    transport === 'tcp' ? 'UDP or TLS' : transport === 'tls' ? 'UDP or TCP' : 'TCP or TLS'
  return failed(
    `${server} does not answer by ${tried}${why === '' ? '' : `: ${why}`}.`,
    `Choose ${other} as the provider says, look at the port, and let SIP through the firewall. Some providers answer only addresses that they know: tell them the one of this server.`,
  )
}

/** What the answer to a question with our name and password says. Pure. */
export function judgeAuthentication({ credentials, server }: Trunk, asked: Probed) {
  const host = server?.replace(/^sips?:|;.*$/g, '') ?? ''
  if (asked.type === 'silent') {
    return failed(
      `${host} did not answer any more.`,
      'Try it again. If it stays so, the provider may have blocked this address for a while after wrong passwords.',
    )
  }
  const { status, reason } = asked
  if (!credentials) {
    return status === 401 || status === 403 || status === 407
      ? failed(
          `${host} wants to know who calls (${status}).`,
          'Enter user and password, or let the provider know the address of this server.',
        )
      : skipped('It knows this server by its address: there is no password to try.')
  }
  if (status < 300) return passed(`${host} knows ${credentials.user}.`)
  if (status === 401 || status === 403 || status === 407) {
    return failed(
      `${host} does not accept ${credentials.user} with this password (${status} ${reason}).`,
      'Enter user and password again. Providers often have others for SIP than for their website.',
    )
  }
  if (status === 404) {
    return failed(
      `${host} knows no ${credentials.user}.`,
      'Look at the user, and at the domain if the provider names one.',
    )
  }
  return warned(
    `${host} does not tell who is registered (${status} ${reason}).`,
    'That alone is no mistake: call one of its numbers to be sure.',
  )
}
