import {
  Registerer,
  RegistererState,
  type Session,
  UserAgent,
  type UserAgentOptions,
  Web,
} from 'sip.js'
import type { SoftphoneToken } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { PhoneError } from './phoneError.ts'

/** Milliseconds of a key's tone and of the pause after it. */
const tone = { duration: 120, gap: 80 } as const

/** A connection to the server's telephone exchange, as the user of the token. */
export function createAgent(
  token: SoftphoneToken,
  openMicrophone: () => Promise<MediaStream>,
): UserAgent {
  const own = UserAgent.makeURI(`sip:${token.user}@${token.domain}`)
  if (!own) throw new PhoneError(noAddress(token.user))
  return new UserAgent(optionsFor(token, own, openMicrophone))
}

export const noAddress = (address: string): string =>
  t('The server gave an address that is none: {address}', { address })

/** Connects, and shows the server the token; it takes calls only from a connection that has. */
export async function connect(agent: UserAgent): Promise<Registerer> {
  try {
    await agent.start()
  } catch {
    void agent.stop()
    throw new PhoneError(
      t('The telephone cannot reach the server. Check that it runs, then press Call again.'),
    )
  }
  try {
    return await register(agent)
  } catch (error) {
    void agent.stop()
    throw error
  }
}

function register(agent: UserAgent): Promise<Registerer> {
  const registerer = new Registerer(agent, { expires: 300 })
  return new Promise((resolve, reject) => {
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered) resolve(registerer)
    })
    registerer
      .register({
        requestDelegate: {
          onReject: ({ message }) =>
            reject(new PhoneError(refusal(message.statusCode, message.reasonPhrase ?? ''))),
        },
      })
      .catch(reject)
  })
}

function optionsFor(
  token: SoftphoneToken,
  uri: NonNullable<UserAgentOptions['uri']>,
  openMicrophone: () => Promise<MediaStream>,
): UserAgentOptions {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  return {
    uri,
    authorizationUsername: token.user,
    authorizationPassword: token.token,
    transportOptions: { server: `${scheme}://${window.location.host}${token.path}` },
    // It reports each provisional answer without a Contact as an error; what matters is said in words.
    logBuiltinEnabled: false,
    sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(openMicrophone),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: 500,
      peerConnectionConfiguration: { iceServers: [] },
    },
  }
}

const connectionOf = (session: Session): RTCPeerConnection | undefined => {
  const handler = session.sessionDescriptionHandler
  return handler instanceof Web.SessionDescriptionHandler ? handler.peerConnection : undefined
}

const senderOf = (session: Session): RTCRtpSender | undefined =>
  connectionOf(session)
    ?.getSenders()
    .find((sender) => sender.track?.kind === 'audio')

/** What the other side says. */
export function remoteOf(session: Session): MediaStream {
  const tracks = connectionOf(session)?.getReceivers() ?? []
  return new MediaStream(tracks.map((receiver) => receiver.track))
}

/** Presses a key: an RFC 4733 event. */
export const pressKeyIn = (session: Session, key: string): void =>
  senderOf(session)?.dtmf?.insertDTMF(key, tone.duration, tone.gap)

/** Speaks with another microphone from now on; the call is not negotiated anew. */
export async function replaceMicrophoneIn(session: Session, next: MediaStream): Promise<void> {
  await senderOf(session)?.replaceTrack(next.getAudioTracks()[0] ?? null)
}

/** Why a call was refused, and what to do. */
export function refusal(status: number | undefined, reason: string): string {
  if (status === 401 || status === 403 || status === 407) {
    return t('The permission for this call has run out. Press Call again.')
  }
  if (status === 404) return t('Nobody answers there: publish a flow to this number first.')
  if (status === 486 || status === 503) return t('All lines are busy. Try again in a moment.')
  return t('The call was refused ({status} {reason}). Press Call to try again.', {
    status: String(status ?? 0),
    reason,
  })
}
