import { Inviter, SessionState, UserAgent } from 'sip.js'
import type { SoftphoneToken } from '#shared/api/api.ts'
import { t } from '../i18n/t.ts'
import { PhoneError } from './phoneError.ts'
import {
  connect,
  createAgent,
  noAddress,
  pressKeyIn,
  refusal,
  remoteOf,
  replaceMicrophoneIn,
} from './sipAgent.ts'

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

/** Places a call over WebSocket and WebRTC to where the token says. */
export async function placeSipCall(
  token: SoftphoneToken,
  microphone: MediaStream,
  events: SipCallEvents,
): Promise<SipCall> {
  const target = UserAgent.makeURI(token.uri)
  if (!target) throw new PhoneError(noAddress(token.uri))
  let isOver = false
  const finish = (problem: string | null) => {
    if (isOver) return
    isOver = true
    events.onEnd(problem)
  }
  const agent = createAgent(token, async () => microphone)
  agent.delegate = { onDisconnect: (error) => finish(error ? lost() : null) }
  await connect(agent)
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
    pressKey: (key) => pressKeyIn(session, key),
    sendWords: (content) => {
      void session.info({
        requestOptions: {
          body: { contentDisposition: 'render', contentType: 'text/plain', content },
        },
      })
    },
    replaceMicrophone: (next) => replaceMicrophoneIn(session, next),
    close: () => {
      isOver = true
      // A BYE under way needs the socket a moment longer.
      setTimeout(() => void agent.stop(), 500)
    },
  }
}
