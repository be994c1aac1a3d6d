import { type Invitation, RegistererState, SessionState } from 'sip.js'
import type { SoftphoneToken } from '#shared/api/api.ts'
import { connect, createAgent, pressKeyIn, remoteOf, replaceMicrophoneIn } from './sipAgent.ts'

/** A call that comes in. */
export interface IncomingCall {
  /** Who calls, as the other side shows itself. */
  readonly from: string
  answer(microphone: MediaStream): Promise<void>
  decline(): void
  hangUp(): void
  pressKey(key: string): void
  replaceMicrophone(microphone: MediaStream): Promise<void>
}

export interface ReceiverEvents {
  onRing(call: IncomingCall): void
  /** It was answered: what the other side says. */
  onAnswer(remote: MediaStream): void
  /** The call is over, or somebody else took it. */
  onEnd(): void
  /** `taken`: the name is in use elsewhere; `lost`: the connection is gone. */
  onGone(why: 'taken' | 'lost'): void
}

export interface Receiver {
  stop(): void
}

/** Registers as a telephone that transfers can ring, until it is stopped. */
export async function startReceiver(
  token: SoftphoneToken,
  events: ReceiverEvents,
): Promise<Receiver> {
  let current: Invitation | null = null
  let microphone: MediaStream | null = null
  let isStopped = false
  const gone = (why: 'taken' | 'lost') => {
    if (isStopped) return
    isStopped = true
    void agent.stop()
    events.onGone(why)
  }
  const agent = createAgent(token, async () => microphone ?? new MediaStream())
  agent.delegate = {
    onDisconnect: () => gone('lost'),
    onInvite: (invitation) => {
      // One conversation at a time: 486 is busy.
      if (current) return void invitation.reject({ statusCode: 486 })
      current = invitation
      invitation.stateChange.addListener((state) => {
        if (state === SessionState.Established) events.onAnswer(remoteOf(invitation))
        if (state !== SessionState.Terminated || current !== invitation) return
        current = null
        events.onEnd()
      })
      events.onRing({
        from: invitation.remoteIdentity.uri.user ?? '',
        answer: async (opened) => {
          microphone = opened
          await invitation.accept()
        },
        decline: () => void invitation.reject({ statusCode: 486 }).catch(() => undefined),
        hangUp: () => void invitation.bye().catch(() => undefined),
        pressKey: (key) => pressKeyIn(invitation, key),
        replaceMicrophone: (next) => replaceMicrophoneIn(invitation, next),
      })
    },
  }
  const registerer = await connect(agent)
  // It registers again by itself every few minutes; the server refuses once another window has the name.
  registerer.stateChange.addListener((state) => {
    if (state === RegistererState.Unregistered) gone('taken')
  })
  return {
    stop: () => {
      isStopped = true
      if (current?.state === SessionState.Established) void current.bye().catch(() => undefined)
      else void current?.reject({ statusCode: 486 }).catch(() => undefined)
      void registerer
        .unregister()
        .catch(() => undefined)
        .finally(() => setTimeout(() => void agent.stop(), 300))
    },
  }
}
