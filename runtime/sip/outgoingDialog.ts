import type { Dialog } from './dialog.ts'
import { parseNameAddress } from './headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest, type SipResponse } from './message.ts'

export interface InviteFields {
  readonly uri: string
  readonly from: string
  readonly to: string
  readonly localTag: string
  readonly callId: string
  readonly via: string
  readonly contact: string
  readonly sdp: string
  readonly allow: Header
}

/** Our INVITE has this number; the dialog counts on from it. */
const inviteCseq = 1

/** The first request of a call of ours (RFC 3261 section 8.1.1). */
export const createInvite = (fields: InviteFields): SipRequest => ({
  type: 'request',
  method: 'INVITE',
  uri: fields.uri,
  headers: [
    { name: 'via', value: fields.via },
    { name: 'max-forwards', value: '70' },
    { name: 'from', value: `${fields.from};tag=${fields.localTag}` },
    { name: 'to', value: fields.to },
    { name: 'call-id', value: fields.callId },
    { name: 'cseq', value: `${inviteCseq} INVITE` },
    { name: 'contact', value: fields.contact },
    fields.allow,
    { name: 'content-type', value: 'application/sdp' },
  ],
  body: Buffer.from(fields.sdp),
})

const repeated = new Set(['via', 'max-forwards', 'from', 'call-id'])

/** CANCEL, or the ACK of a refusal: the INVITE's own headers (sections 9.1 and 17.1.1.3). */
export function createAlike(
  invite: SipRequest,
  method: 'CANCEL' | 'ACK',
  to: string | null,
): SipRequest {
  const headers = invite.headers.filter((header) => repeated.has(header.name))
  return {
    type: 'request',
    method,
    uri: invite.uri,
    headers: [
      ...headers,
      { name: 'to', value: to ?? headerOf(invite, 'to') ?? '' },
      { name: 'cseq', value: `${inviteCseq} ${method}` },
    ],
    body: Buffer.alloc(0),
  }
}

/** Our side of a dialog that we opened (section 12.1.2); null when the answer lacks what it needs. */
export function dialogOfAnswer(invite: SipRequest, answer: SipResponse): Dialog | null {
  const to = headerOf(answer, 'to') ?? ''
  const remoteTag = parseNameAddress(to)?.params.get('tag')
  const contact = parseNameAddress(headerOf(answer, 'contact') ?? '')
  const from = headerOf(invite, 'from') ?? ''
  const localTag = parseNameAddress(from)?.params.get('tag')
  if (!remoteTag || !contact || !localTag) return null
  return {
    callId: headerOf(invite, 'call-id') ?? '',
    localTag,
    remoteTag,
    local: from,
    remote: to,
    remoteTarget: contact.uri,
    routes: headersOf(answer, 'record-route').toReversed(),
    localCseq: inviteCseq,
    remoteCseq: -1,
  }
}

/** The ACK of a 2xx: a request of the dialog with the INVITE's number (section 13.2.2.4). */
export const createAck = (dialog: Dialog, via: string): SipRequest => ({
  type: 'request',
  method: 'ACK',
  uri: dialog.remoteTarget,
  headers: [
    { name: 'via', value: via },
    { name: 'max-forwards', value: '70' },
    ...dialog.routes.map((value) => ({ name: 'route', value })),
    { name: 'from', value: dialog.local },
    { name: 'to', value: dialog.remote },
    { name: 'call-id', value: dialog.callId },
    { name: 'cseq', value: `${inviteCseq} ACK` },
  ],
  body: Buffer.alloc(0),
})
