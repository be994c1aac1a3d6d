/** Steps of sipp scenarios. */

const sdp = (direction: string): string => `v=0
o=user1 1 2 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio 6000 RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=${direction}`

export interface SendOptions {
  readonly cseq?: number
  /** Direction of the SDP; null: no body. */
  readonly sdp?: string | null
  readonly branch?: string
  readonly headers?: readonly string[]
  /** Repeat until answered. */
  readonly retrans?: boolean
}

/** A request of a caller. */
export function request(method: string, options: SendOptions = {}): string {
  const { cseq = 1, branch = '[branch]', headers = [], retrans = false } = options
  const body = options.sdp ? sdp(options.sdp) : ''
  const isFirst = method === 'INVITE' && cseq <= 2
  const lines = [
    `${method} sip:[service]@[remote_ip]:[remote_port] SIP/2.0`,
    `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch}`,
    'From: sipp <sip:sipp@[local_ip]:[local_port]>;tag=[pid]SIPpTag00[call_number]',
    `To: <sip:[service]@[remote_ip]:[remote_port]>${isFirst || method === 'CANCEL' ? '' : '[peer_tag_param]'}`,
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:sipp@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    'Content-Length: [len]',
    '',
    body,
  ]
  return `<send${retrans ? ' retrans="500"' : ''}><![CDATA[\n${lines.join('\n')}\n]]></send>`
}

/** An answer of somebody who is called. */
export function response(
  status: string,
  options: SendOptions & {
    readonly method?: string
    readonly tag?: boolean
    /** To the request whose Via was kept, not to the last one. */
    readonly toKept?: boolean
  } = {},
): string {
  const { headers = [], retrans = false, tag = true } = options
  const body = options.sdp ? sdp(options.sdp) : ''
  const lines = [
    `SIP/2.0 ${status}`,
    options.toKept ? 'Via[$via]' : '[last_Via:]',
    '[last_From:]',
    `[last_To:]${tag ? ';tag=[pid]SIPpTag01[call_number]' : ''}`,
    '[last_Call-ID:]',
    options.method ? `CSeq: ${options.cseq ?? 1} ${options.method}` : '[last_CSeq:]',
    ...(headers.some((line) => line.startsWith('Contact:'))
      ? []
      : ['Contact: <sip:sipp@[local_ip]:[local_port];transport=[transport]>']),
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    'Content-Length: [len]',
    '',
    body,
  ]
  return `<send${retrans ? ' retrans="500"' : ''}><![CDATA[\n${lines.join('\n')}\n]]></send>`
}

/** A request of somebody who is called, in the dialog of the last request heard. */
export const requestBack = (method: string, cseq: number, direction: string | null): string => {
  const body = direction === null ? '' : sdp(direction)
  const lines = [
    `${method} sip:fml@[remote_ip]:[remote_port] SIP/2.0`,
    'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]',
    'From: <sip:+12025550100@[local_ip]:[local_port]>;tag=[pid]SIPpTag01[call_number]',
    'To[$from]',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:sipp@[local_ip]:[local_port]>',
    'Max-Forwards: 70',
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    'Content-Length: [len]',
    '',
    body,
  ]
  return `<send${method === 'ACK' ? '' : ' retrans="500"'}><![CDATA[\n${lines.join('\n')}\n]]></send>`
}

/** Hears an answer; `matching`: a regular expression that must be found in it. */
export const hear = (
  status: number,
  options: { optional?: boolean; matching?: string; auth?: boolean } = {},
): string =>
  `<recv response="${status}"${options.optional ? ' optional="true"' : ''}${options.auth ? ' auth="true"' : ''} rtd="true">${check(options.matching)}</recv>`

/** Hears a request. */
export const take = (
  method: string,
  options: { matching?: string; keepFrom?: boolean; keepVia?: boolean } = {},
): string => `<recv request="${method}" crlf="true">${check(options.matching, options)}</recv>`

export const pause = (ms: number): string => `<pause milliseconds="${ms}"/>`

function check(
  matching: string | undefined,
  keep: { readonly keepFrom?: boolean; readonly keepVia?: boolean } = {},
): string {
  const kept = (header: string, name: string) =>
    `<ereg regexp=".*" search_in="hdr" header="${header}" check_it="true" assign_to="${name}"/>`
  const actions = [
    ...(matching
      ? [
          `<ereg regexp="${matching.replaceAll('"', '&quot;')}" search_in="msg" check_it="true" assign_to="1"/><log message="[$1]"/>`,
        ]
      : []),
    ...(keep.keepFrom ? [kept('From', 'from')] : []),
    ...(keep.keepVia ? [kept('Via', 'via')] : []),
  ]
  return actions.length === 0 ? '' : `<action>${actions.join('')}</action>`
}
