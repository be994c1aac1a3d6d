import {
  createInDialog,
  type Dialog,
  type InDialogContent,
  nextHopOf,
  printInDialog,
} from '../dialog.ts'
import type { Header, SipRequest } from '../message.ts'
import type { Finished } from '../transactions.ts'
import type { Asker, InviteListener, Inviting, ProofMemory, WayBack } from './asker.ts'

export interface DialogAskerDeps {
  readonly asker: Pick<Asker, 'ask' | 'invite' | 'send'>
  readonly memory: ProofMemory
  readonly wayBack: WayBack | null
}

export const sdpType: Header = { name: 'content-type', value: 'application/sdp' }

/** A dialog, and our requests in it. */
export class DialogAsker {
  dialog: Dialog
  #deps: DialogAskerDeps
  #lastAck: { readonly cseq: number; readonly body: string } | null = null

  constructor(dialog: Dialog, deps: DialogAskerDeps) {
    this.dialog = dialog
    this.#deps = deps
  }

  /** A request that is no INVITE. */
  ask(method: string, content: InDialogContent, done: Finished): void {
    this.#deps.asker.ask({ ...this.#ways, build: () => this.#next(method, content) }, done)
  }

  invite(content: InDialogContent, listener: InviteListener): Inviting {
    const ask = { ...this.#ways, build: () => this.#next('INVITE', content) }
    return this.#deps.asker.invite(ask, listener)
  }

  /** The ACK of a 2xx to our INVITE with this number. */
  acknowledge(cseq: number, body = ''): void {
    this.#lastAck = { cseq, body }
    const content = body === '' ? {} : { headers: [sdpType], body }
    const ack = withoutVia(printInDialog(this.dialog, 'ACK', cseq, '', content))
    this.#deps.asker.send(ack, nextHopOf(this.dialog), this.#deps.wayBack)
  }

  /** The 2xx came again: our ACK was lost. */
  acknowledgeAgain(): void {
    if (this.#lastAck) this.acknowledge(this.#lastAck.cseq, this.#lastAck.body)
  }

  get #ways() {
    const { memory, wayBack } = this.#deps
    return { nextHop: nextHopOf(this.dialog), memory, wayBack }
  }

  #next(method: string, content: InDialogContent): SipRequest {
    const [dialog, request] = createInDialog(this.dialog, method, '', content)
    this.dialog = dialog
    return withoutVia(request)
  }
}

/** Whoever sends it writes where it was sent from. */
const withoutVia = (request: SipRequest): SipRequest => ({
  ...request,
  headers: request.headers.filter(({ name }) => name !== 'via'),
})
