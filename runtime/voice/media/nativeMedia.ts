import { Audio, cleanup, PeerConnection } from 'node-datachannel'
import { correctAnswer } from './answer.ts'
import { type Agreement, type Offer, OfferError, printOffer } from './offer.ts'

/** Packets to and from one browser. */
export interface MediaTransport {
  /** SDP with candidates. */
  readonly answer: string
  send(packet: Buffer): void
  /** Frees the sockets and the native objects. Idempotent; nothing is called back afterwards. */
  close(): void
}

export interface MediaHandlers {
  connected(): void
  /** ICE, DTLS or the other side gave up. */
  lost(state: string): void
  /** RTP or RTCP, decrypted. */
  packet(bytes: Uint8Array): void
}

export interface MediaRequest {
  readonly offer: Offer
  readonly agreement: Agreement
  readonly ssrc: number
  readonly bindAddress: string
}

/** Asks the browser for wideband mono, without repair data that our decoder does not read. */
const opusParameters = 'minptime=10;maxplaybackrate=16000;maxaveragebitrate=32000;useinbandfec=0'
/** Host candidates are there within milliseconds; without an interface they never come. */
const gatheringTimeout = 3000

const open = new Set<MediaTransport>()

/** Opens WebRTC media that answers an offer. Rejects with OfferError when the library refuses it. */
export async function openNativeMedia(
  { offer, ...request }: MediaRequest,
  handlers: MediaHandlers,
): Promise<MediaTransport> {
  const opening = openConnection(request.bindAddress, handlers)
  const { connection } = opening
  try {
    connection.setRemoteDescription(printOffer(offer, request.agreement), 'offer')
    const transport = opening.describe(offer.mid, request)
    connection.setLocalDescription('answer')
    transport.answer = correctAnswer(await opening.gathered(), request.agreement)
    return transport
  } catch (error) {
    opening.close()
    throw new OfferError('The media of the offer was refused.', { cause: error })
  }
}

/** Media that we offer. */
export interface OfferedMedia extends MediaTransport {
  /** SDP with candidates. */
  readonly offer: string
  /** Takes the answer. Throws OfferError when the library refuses it. */
  accept(answer: Offer, agreement: Agreement): void
}

/** Opens WebRTC media and offers it; it flows once the answer was accepted. */
export async function offerNativeMedia(
  request: Omit<MediaRequest, 'offer'>,
  handlers: MediaHandlers,
): Promise<OfferedMedia> {
  const opening = openConnection(request.bindAddress, handlers)
  const { connection } = opening
  const transport = opening.describe('0', request)
  connection.setLocalDescription('offer')
  const offer = correctAnswer(await opening.gathered(), request.agreement)
  return Object.assign(transport, {
    offer,
    accept(answer: Offer, agreement: Agreement): void {
      try {
        connection.setRemoteDescription(printOffer(answer, agreement), 'answer')
      } catch (error) {
        throw new OfferError('The media of the answer was refused.', { cause: error })
      }
    },
  })
}

/** A connection without media yet. */
function openConnection(bindAddress: string, handlers: MediaHandlers) {
  const connection = new PeerConnection('line', {
    iceServers: [],
    bindAddress,
    disableAutoNegotiation: true,
    forceMediaTransport: true,
  })
  let isClosed = false
  const close = (): void => {
    if (isClosed) return
    isClosed = true
    open.delete(transport)
    connection.close()
  }
  connection.onStateChange((state) => {
    if (isClosed) return
    if (state === 'connected') handlers.connected()
    else if (state === 'disconnected' || state === 'failed' || state === 'closed')
      handlers.lost(state)
  })
  const gathered = Promise.withResolvers<void>()
  connection.onGatheringStateChange((state) => {
    if (state === 'complete') gathered.resolve()
  })
  const transport = { answer: '', send: (_: Buffer): void => {}, close }
  open.add(transport)
  return {
    connection,
    close,
    describe(mid: string, { agreement, ssrc }: Omit<MediaRequest, 'offer'>) {
      const track = connection.addTrack(describeAudio(mid, agreement, ssrc))
      track.onMessage((bytes) => {
        if (!isClosed) handlers.packet(bytes)
      })
      transport.send = (packet) => {
        if (!isClosed && track.isOpen()) track.sendMessageBinary(packet)
      }
      return transport
    },
    /** The local description, when every candidate is in it. */
    async gathered(): Promise<string> {
      const timer = setTimeout(gathered.resolve, gatheringTimeout)
      await gathered.promise
      clearTimeout(timer)
      return connection.localDescription()?.sdp ?? ''
    },
  }
}

/** Closes what is open and stops the native threads. Call it once, before the process ends. */
export function releaseNativeMedia(): void {
  for (const transport of open) transport.close()
  cleanup()
}

function describeAudio(mid: string, agreement: Agreement, ssrc: number): Audio {
  const audio = new Audio(mid, 'SendRecv')
  if (agreement.codec === 'opus') audio.addOpusCodec(agreement.payloadType, opusParameters)
  else audio.addAudioCodec(agreement.payloadType, 'PCMU')
  if (agreement.keysPayloadType !== null)
    audio.addAudioCodec(agreement.keysPayloadType, 'telephone-event')
  audio.addSSRC(ssrc, 'line', 'line', 'audio')
  return audio
}
