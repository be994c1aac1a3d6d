import { parseCseq, parseNameAddress, parseVia } from './headerValue.ts'
import { headerOf, headersOf, type SipRequest } from './message.ts'

/** What every request must have (RFC 3261 section 8.1.1), parsed. */
export interface RequestFacts {
  readonly branch: string
  readonly sentBy: string
  readonly callId: string
  readonly cseq: number
  readonly fromUri: string
  readonly fromTag: string
  readonly toUri: string
  /** Null outside of a dialog. */
  readonly toTag: string | null
}

export interface Refusal {
  readonly status: number
  readonly problem: string
}

const refuse = (problem: string, status = 400): Refusal => ({ problem, status })

/** Reads the headers every request needs, or says with which status to refuse it. */
export function checkRequest(request: SipRequest): RequestFacts | Refusal {
  const vias = headersOf(request, 'via').map(parseVia)
  const [via] = vias
  if (!via || vias.includes(null)) return refuse('a missing or malformed Via')
  const cseq = parseCseq(headerOf(request, 'cseq') ?? '')
  if (!cseq) return refuse('a missing or malformed CSeq')
  if (cseq.method !== request.method) return refuse('a CSeq of another method')
  const from = parseNameAddress(headerOf(request, 'from') ?? '')
  const to = parseNameAddress(headerOf(request, 'to') ?? '')
  if (!from || !to) return refuse('a missing or malformed From or To')
  const callId = headerOf(request, 'call-id') ?? ''
  if (!/^\S{1,255}$/.test(callId)) return refuse('a missing or malformed Call-ID')
  const optional = checkOptional(request)
  if (optional !== null) return refuse(optional)
  const branch = via.params.get('branch') ?? ''
  return {
    // A branch without the magic cookie says nothing (RFC 3261 section 17.2.3): name the request itself.
    branch: /^z9hG4bK./.test(branch)
      ? branch
      : [callId, cseq.number, from.params.get('tag') ?? ''].join('|'),
    sentBy: via.sentBy.toLowerCase(),
    callId,
    cseq: cseq.number,
    fromUri: from.uri,
    fromTag: from.params.get('tag') ?? '',
    toUri: to.uri,
    toTag: to.params.get('tag') ?? null,
  }
}

/** What is wrong with headers that need not be there. */
function checkOptional(request: SipRequest): string | null {
  const contacts = headersOf(request, 'contact')
  if (contacts.some((contact) => contact !== '*' && !parseNameAddress(contact)))
    return 'a malformed Contact'
  const hops = headerOf(request, 'max-forwards')
  if (hops === null) return null
  return /^\d{1,9}$/.test(hops) && Number(hops) <= 255 ? null : 'a malformed Max-Forwards'
}
