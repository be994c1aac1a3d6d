import {
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  UserAgent,
  type UserAgentOptions,
  Web,
} from 'sip.js'
import type { SoftphoneToken } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { PhoneError } from './phoneError.ts'

export interface SipCallEvents {
  /** The other side has answered. */
  onAnswer(remote: MediaStream): void
  /** The id that finds the call's rows. */
  onCallId(callId: string): void
  /** Null when somebody hung up; else what went wrong, in a sentence. */
  onEnd(problem: string | null): void
}

export interface SipCall {
  hangUp(): void
  /** Sends a key as an RFC 4733 event. */
  pressKey(key: string): void
  /** Sends words as a SIP INFO of plain text. */
  sendWords(words: string): void
  replaceMicrophone(microphone: MediaStream): Promise<void>
  /** Lets go of the connection. */
  close(): void
}

const lost = () => t('The connection to the server was lost. Press Call to try again.')
const unreachable = () =>
  t('The telephone cannot reach the server. Check that it runs, then press Call again.')
/** Milliseconds of a key's tone and of the pause after it. */
const tone = { duration: 120, gap: 80 } as const

/** Places a call over WebSocket and WebRTC to where the token says. */
export async function placeSipCall(
  token: SoftphoneToken,
  microphone: MediaStream,
  events: SipCallEvents,
): Promise<SipCall> {
  const target = UserAgent.makeURI(token.uri)
  const own = UserAgent.makeURI(`sip:${token.user}@${token.domain}`)
  if (!target || !own)
    throw new PhoneError(
      t('The server gave an address that is none: {address}', { address: token.uri }),
    )
  let isOver = false
  const finish = (problem: string | null) => {
    if (isOver) return
    isOver = true
    events.onEnd(problem)
  }
  const agent = new UserAgent(optionsFor(token, own, microphone))
  agent.delegate = { onDisconnect: (error) => finish(error ? lost() : null) }
  try {
    await agent.start()
  } catch {
    void agent.stop()
    throw new PhoneError(unreachable())
  }
  try {
    await register(agent)
  } catch (error) {
    void agent.stop()
    throw error
  }
  const session = new Inviter(agent, target)
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) events.onAnswer(remoteOf(session))
    // A refusal tells its reason right after this; only then is the end without one.
    if (state === SessionState.Terminated) setTimeout(() => finish(null), 0)
  })
  await session.invite({
    requestDelegate: {
      onAccept: ({ message }) => {
        const callId = message.getHeader('X-Call-Id')
        if (callId) events.onCallId(callId)
      },
      onReject: ({ message }) => finish(refusal(message.statusCode, message.reasonPhrase ?? '')),
    },
  })
  return {
    hangUp: () => {
      isOver = true
      if (session.state === SessionState.Established) void session.bye()
      else void session.cancel()
    },
    pressKey: (key) => senderOf(session)?.dtmf?.insertDTMF(key, tone.duration, tone.gap),
    sendWords: (content) => {
      void session.info({
        requestOptions: {
          body: { contentDisposition: 'render', contentType: 'text/plain', content },
        },
      })
    },
    replaceMicrophone: async (next) => {
      await senderOf(session)?.replaceTrack(next.getAudioTracks()[0] ?? null)
    },
    close: () => {
      isOver = true
      // A BYE under way needs the socket a moment longer.
      setTimeout(() => void agent.stop(), 500)
    },
  }
}

/** Shows the server the token; it takes calls only from a connection that has. */
function register(agent: UserAgent): Promise<void> {
  const registerer = new Registerer(agent, { expires: 300 })
  return new Promise((resolve, reject) => {
    registerer.stateChange.addListener((state) => {
      if (state === RegistererState.Registered) resolve()
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
  microphone: MediaStream,
): UserAgentOptions {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws'
  return {
    uri,
    authorizationUsername: token.user,
    authorizationPassword: token.token,
    transportOptions: { server: `${scheme}://${window.location.host}${token.path}` },
    // It reports each provisional answer without a Contact as an error; what matters is said in words.
    logBuiltinEnabled: false,
    sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(
      async () => microphone,
    ),
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

function remoteOf(session: Session): MediaStream {
  const tracks = connectionOf(session)?.getReceivers() ?? []
  return new MediaStream(tracks.map((receiver) => receiver.track))
}

function refusal(status: number | undefined, reason: string): string {
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
