import { headerOf, headersOf, type SipRequest } from '../message.ts'
import type { Reply } from '../sipCall.ts'
import { readSdpBody } from './sdpBody.ts'
import { answerInterval, type SessionInterval } from './sessionTimer.ts'
import { askedInterval } from './sessionWatch.ts'

/** What an INVITE offers, or why it is refused. */
export type CheckedInvite =
  | {
      readonly ok: true
      /** Null: it has none, so we make the offer. */
      readonly offer: string | null
      readonly interval: SessionInterval
      /** Milliseconds after which nobody waits for an answer; null: it does not say. */
      readonly expires: number | null
    }
  | { readonly ok: false; readonly reply: Reply }

const refuse = (status: number, reason: string, name = '', value = ''): CheckedInvite => ({
  ok: false,
  reply: { status, reason, ...(name === '' ? {} : { headers: [{ name, value }] }) },
})

/** Reads what the method INVITE adds to a request that was found good. */
export function checkInvite(request: SipRequest, sessionExpires: number): CheckedInvite {
  const accept = headersOf(request, 'accept').join(',')
  if (accept !== '' && !/application\/(sdp|\*)|\*\/\*/i.test(accept))
    return refuse(406, 'Not Acceptable')
  const verdict = answerInterval(askedInterval(request), sessionExpires)
  if (verdict.type === 'refused')
    return refuse(422, 'Session Interval Too Small', 'min-se', String(verdict.least))
  const body = readSdpBody(request)
  if (body.type === 'refused')
    return refuse(body.status, body.reason, 'accept', 'application/sdp, multipart/mixed')
  const expires = /^\d{1,9}$/.exec(headerOf(request, 'expires') ?? '')?.[0]
  return {
    ok: true,
    offer: body.type === 'sdp' ? body.sdp : null,
    interval: verdict.interval,
    expires: expires === undefined || expires === '0' ? null : Number(expires) * 1000,
  }
}

/** Extensions we know (RFC 3261 section 20.32). Whoever needs reliable responses (RFC 3262) gets none but the last one. */
const known = new Set(['timer', '100rel'])

/** Whether a ringing must be told reliably or not at all. */
export const needsReliable = (request: SipRequest): boolean =>
  headersOf(request, 'require').some((name) => name.toLowerCase() === '100rel')

/** The extensions a request cannot do without and we have not. */
export const unknownExtensions = (request: SipRequest): string[] =>
  headersOf(request, 'require').filter((name) => !known.has(name.toLowerCase()))
