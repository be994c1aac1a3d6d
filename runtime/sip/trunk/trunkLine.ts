import type { Line } from '../../voice/line.ts'

export interface LineOffer {
  /** On hold we hear and say nothing. @defaultValue as it was */
  readonly isOnHold?: boolean
  /** Somebody else goes on with the line: everything is open again. @defaultValue false */
  readonly isNewParty?: boolean
}

/** A line whose media is agreed on by SDP, as a dialog needs it. Methods that read SDP throw OfferError. */
export interface TrunkLine extends Line {
  /** Takes an offer, the first or a later one; returns the answer. An early one comes before the call is answered. */
  answer(offer: string, options?: { readonly isEarly?: boolean }): string
  /** Our offer, the first or a later one. */
  offer(options?: LineOffer): string
  /** Takes the answer to our offer; an early one comes before the call is answered. */
  accept(answer: string, options?: { readonly isEarly?: boolean }): void
  /** The other side ended the leg: frees everything and tells the listener once. */
  end(reason: string): void
  /** A key that came by signalling. */
  digit(digit: string): void
  /** Words that came by signalling. */
  text(text: string): void
}

/** Stands where a dialog has no media to speak for. */
export const silentLine: TrunkLine = {
  codec: 'PCMU',
  listen() {},
  play: () => ({ done: Promise.resolve(0), playedMs: 0, stop() {} }),
  sendDigits: async () => false,
  hangup() {},
  answer: () => '',
  offer: () => '',
  accept() {},
  end() {},
  digit() {},
  text() {},
}

/** Opens a line; `onEnd` is called once, when it ends for a reason that the signalling does not know yet. */
export type OpenTrunkLine = (options: {
  readonly onEnd: () => void
  /** Whether our own offers ask for encryption. */
  readonly encrypts: boolean
  /** The address that media comes from, as far as it is known. */
  readonly peer: string
}) => Promise<TrunkLine>
