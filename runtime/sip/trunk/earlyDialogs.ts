import type { Dialog } from '../dialog.ts'
import { parseCseq, parseNameAddress } from '../headerValue.ts'
import { headerOf, headersOf, type SipRequest, type SipResponse } from '../message.ts'
import type { Sent } from './asker.ts'
import { DialogAsker, type DialogAskerDeps } from './dialogAsker.ts'
import { readSdpBody } from './sdpBody.ts'

interface Early {
  readonly asker: DialogAsker
  /** `RSeq` that was acknowledged last. */
  rseq: number
  /** The answer to our offer, where it came before the call was answered. */
  sdp: string | null
}

/** Phones that one call may ring at. */
const mostForks = 20

/** What a call of ours hears before it is answered: reliable responses are acknowledged (RFC 3262), although we never ask for them. */
export class EarlyDialogs {
  #deps: Pick<DialogAskerDeps, 'asker' | 'memory'>
  #dialogs = new Map<string, Early>()

  constructor(deps: Pick<DialogAskerDeps, 'asker' | 'memory'>) {
    this.#deps = deps
  }

  /** A provisional response. */
  take(response: SipResponse, { request, hop }: Sent): void {
    const rseq = Number(headerOf(response, 'rseq'))
    const isReliable = headersOf(response, 'require').some((each) => /^100rel$/i.test(each.trim()))
    const dialog = dialogOf(request, response)
    if (!isReliable || !dialog || !Number.isInteger(rseq) || rseq <= 0) return
    const early = this.#dialogs.get(dialog.remoteTag) ?? this.#open(dialog, hop)
    // One that comes again has an acknowledgement under way, one too early comes again (section 4).
    if (!early || (early.rseq !== 0 && rseq !== early.rseq + 1)) return
    early.rseq = rseq
    const body = readSdpBody(response)
    if (body.type === 'sdp') early.sdp ??= body.sdp
    const cseq = headerOf(response, 'cseq') ?? ''
    early.asker.ask('PRACK', { headers: [{ name: 'rack', value: `${rseq} ${cseq}` }] }, () => {})
  }

  /** The dialog as an answer completes it: our requests in it are counted on. */
  answered(dialog: Dialog): Dialog {
    const early = this.#dialogs.get(dialog.remoteTag)
    return early ? { ...dialog, localCseq: early.asker.dialog.localCseq } : dialog
  }

  /** The answer to our offer that came early; null: none did. */
  sdpOf(remoteTag: string): string | null {
    return this.#dialogs.get(remoteTag)?.sdp ?? null
  }

  #open(dialog: Dialog, hop: Sent['hop']): Early | null {
    if (this.#dialogs.size >= mostForks) return null
    const wayBack = { from: hop, connection: null }
    const early = { asker: new DialogAsker(dialog, { ...this.#deps, wayBack }), rseq: 0, sdp: null }
    this.#dialogs.set(dialog.remoteTag, early)
    return early
  }
}

/** Our side of the dialog that an answer opened (section 12.1.2). */
export function dialogOf(invite: SipRequest, answer: SipResponse): Dialog | null {
  const to = headerOf(answer, 'to') ?? ''
  const from = headerOf(invite, 'from') ?? ''
  const remoteTag = parseNameAddress(to)?.params.get('tag')
  const localTag = parseNameAddress(from)?.params.get('tag')
  const contact = parseNameAddress(headerOf(answer, 'contact') ?? '')
  if (!remoteTag || !localTag || !contact) return null
  return {
    ...{ callId: headerOf(invite, 'call-id') ?? '', localTag, remoteTag },
    ...{ local: from, remote: to, remoteTarget: contact.uri },
    routes: headersOf(answer, 'record-route').toReversed(),
    localCseq: parseCseq(headerOf(invite, 'cseq') ?? '')?.number ?? 0,
    remoteCseq: -1,
  }
}
