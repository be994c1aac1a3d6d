import type { RequestFacts } from './checkRequest.ts'
import { parseNameAddress } from './headerValue.ts'
import { type Header, headerOf, headersOf, type SipRequest } from './message.ts'

/** Our side of a dialog that a caller opened (RFC 3261 section 12.1.1). */
export interface Dialog {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  /** `From` of what we send: the caller's `To` with our tag. */
  readonly local: string
  /** `To` of what we send. */
  readonly remote: string
  readonly remoteTarget: string
  readonly routes: readonly string[]
  readonly localCseq: number
  readonly remoteCseq: number
}

/** Null when the INVITE has no contact to send to. */
export function createDialog(
  invite: SipRequest,
  facts: RequestFacts,
  localTag: string,
): Dialog | null {
  const contact = parseNameAddress(headerOf(invite, 'contact') ?? '')
  if (!contact) return null
  return {
    callId: facts.callId,
    localTag,
    remoteTag: facts.fromTag,
    local: `${headerOf(invite, 'to') ?? ''};tag=${localTag}`,
    remote: headerOf(invite, 'from') ?? '',
    remoteTarget: contact.uri,
    routes: headersOf(invite, 'record-route'),
    localCseq: 0,
    remoteCseq: facts.cseq,
  }
}

/** Counts a request of the caller; null when its CSeq went back (RFC 3261 section 12.2.2). */
export function receiveInDialog(dialog: Dialog, cseq: number): Dialog | null {
  return cseq > dialog.remoteCseq ? { ...dialog, remoteCseq: cseq } : null
}

/** Follows the caller to a new contact (target refresh by re-INVITE). */
export function refreshTarget(dialog: Dialog, invite: SipRequest): Dialog {
  const contact = parseNameAddress(headerOf(invite, 'contact') ?? '')
  return contact ? { ...dialog, remoteTarget: contact.uri } : dialog
}

/** What a request in a dialog carries beyond its name. */
export interface InDialogContent {
  readonly headers?: readonly Header[]
  readonly body?: string
}

/** Our next request in the dialog (RFC 3261 section 12.2.1.1). */
export function createInDialog(
  dialog: Dialog,
  method: string,
  via: string,
  content: InDialogContent = {},
): readonly [Dialog, SipRequest] {
  const localCseq = dialog.localCseq + 1
  return [{ ...dialog, localCseq }, printInDialog(dialog, method, localCseq, via, content)]
}

/** A request of the dialog with a given number: the ACK of a 2xx has that of its INVITE (section 13.2.2.4). */
export function printInDialog(
  dialog: Dialog,
  method: string,
  cseq: number,
  via: string,
  { headers = [], body = '' }: InDialogContent = {},
): SipRequest {
  const { uri, routes } = routeOf(dialog)
  return {
    type: 'request',
    method,
    uri,
    headers: [
      { name: 'via', value: via },
      { name: 'max-forwards', value: '70' },
      ...routes.map((value) => ({ name: 'route', value })),
      { name: 'from', value: dialog.local },
      { name: 'to', value: dialog.remote },
      { name: 'call-id', value: dialog.callId },
      { name: 'cseq', value: `${cseq} ${method}` },
      ...headers,
    ],
    body: Buffer.from(body),
  }
}

/** The address that a request of the dialog is sent to. */
export const nextHopOf = ({ routes, remoteTarget }: Dialog): string =>
  parseNameAddress(routes[0] ?? '')?.uri ?? remoteTarget

/** Request URI and Route headers. A strict router finds itself in the URI, and the target last in the route. */
function routeOf({ routes, remoteTarget }: Dialog): { uri: string; routes: readonly string[] } {
  const first = parseNameAddress(routes[0] ?? '')?.uri
  if (first === undefined || /;\s*lr\s*(=|;|$)/i.test(first)) return { uri: remoteTarget, routes }
  return { uri: first.replace(/\?.*$/, ''), routes: [...routes.slice(1), `<${remoteTarget}>`] }
}

/** The name of a dialog among those of a connection. */
export const dialogKey = (callId: string, localTag: string): string => `${callId}|${localTag}`
