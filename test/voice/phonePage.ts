/** A softphone for tests, driven from outside through `window.phone`. */
import {
  type Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  UserAgent,
  Web,
} from 'sip.js'
import { MelodyListener } from '../support/melody.ts'

export interface Phone {
  /** Registers, on a new connection; resolves with the final status. */
  connect(server: string, user: string, token: string): Promise<number>
  /** Dials; resolves with the final status of the INVITE. */
  call(id: string, target: string): Promise<number>
  /** What to do with the next call that comes in; resolves, with who calls, when that is done. */
  take(id: string, how: 'answer' | 'refuse' | 'ring'): Promise<string>
  /** SIP Call-ID. */
  callId(id: string): string
  /** Resolves when the notes were heard on a call. */
  hears(id: string, notes: string): Promise<string>
  /** What a call's ear got between two seconds: 16 bits, little-endian, base64, as lists of numbers cross slowly. */
  heard(id: string, from: number, to: number): { readonly pcm: string; readonly rateHz: number }
  /** Presses keys as soon as the media flows. */
  press(id: string, digits: string): Promise<void>
  info(id: string, contentType: string, body: string): Promise<number>
  hangUp(id: string): Promise<void>
  hold(id: string, isHeld: boolean): Promise<number>
  /** Resolves when the call is over. */
  ended(id: string): Promise<void>
}

declare global {
  interface Window {
    phone: Phone
  }
}

interface Call {
  session: Session
  connection: RTCPeerConnection
  listener: MelodyListener
  samples: number[]
  rateHz: number
  onNotes: Set<() => void>
}

const calls = new Map<string, Call>()
let agent: UserAgent | null = null
let microphone: Promise<MediaStream> | null = null

/** Calls that ring here and are not answered. */
const ringing = new Map<string, Session>()

const callOf = (id: string): Call => {
  const call = calls.get(id)
  if (!call) throw new Error(`No call ${id}`)
  return call
}

/** One microphone for all calls; sip.js stops the tracks it was given, so each call gets a clone. */
async function shareMicrophone(): Promise<MediaStream> {
  microphone ??= navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  })
  return new MediaStream((await microphone).getTracks().map((track) => track.clone()))
}

function connectionOf(session: Session): RTCPeerConnection {
  const handler = session.sessionDescriptionHandler
  if (handler instanceof Web.SessionDescriptionHandler && handler.peerConnection)
    return handler.peerConnection
  throw new Error('The session has no media')
}

async function listen(call: Call): Promise<void> {
  const track = call.connection.getReceivers()[0]?.track
  if (!track) throw new Error('The call has no audio')
  const speaker = new Audio()
  speaker.srcObject = new MediaStream([track])
  await speaker.play()
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const samples = new Float32Array(value.numberOfFrames)
    value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
    call.listener.hear(samples, value.sampleRate)
    call.rateHz = value.sampleRate
    for (const sample of samples) call.samples.push(Math.round(sample * 32_767))
    value.close()
    for (const tell of call.onNotes) tell()
  }
}

function whenEstablished(session: Session, run: () => void): void {
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) run()
  })
}

/** Keeps a call that was answered, and hears it until it ends. */
function keep(id: string, session: Session): Promise<void> {
  const call = {
    session,
    connection: connectionOf(session),
    listener: new MelodyListener(),
    samples: [],
    rateHz: 48_000,
    onNotes: new Set<() => void>(),
  }
  calls.set(id, call)
  return listen(call)
}

const connected = (connection: RTCPeerConnection): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (connection.connectionState === 'connected') resolve()
    }
    connection.addEventListener('connectionstatechange', check)
    check()
  })

const endOf = (session: Session): Promise<void> =>
  new Promise((resolve) => {
    if (session.state === SessionState.Terminated) resolve()
    session.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) resolve()
    })
  })

window.phone = {
  async connect(server, user, token) {
    await agent?.stop()
    const uri = UserAgent.makeURI(`sip:${user}@fml.invalid`)
    if (!uri) throw new Error('No such user')
    agent = new UserAgent({
      uri,
      transportOptions: { server },
      authorizationUsername: user,
      authorizationPassword: token,
      logLevel: 'error',
      sessionDescriptionHandlerFactory:
        Web.defaultSessionDescriptionHandlerFactory(shareMicrophone),
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: 1000,
        peerConnectionConfiguration: { iceServers: [] },
      },
    })
    await agent.start()
    const registerer = new Registerer(agent, { expires: 300 })
    return new Promise((resolve, reject) => {
      registerer.stateChange.addListener((state) => {
        if (state === RegistererState.Registered) resolve(200)
      })
      registerer
        .register({
          requestDelegate: { onReject: ({ message }) => resolve(message.statusCode ?? 0) },
        })
        .catch(reject)
    })
  },

  async call(id, target) {
    const uri = UserAgent.makeURI(`sip:${target}@fml.invalid`)
    if (!agent || !uri) throw new Error('Connect first')
    const session = new Inviter(agent, uri)
    return new Promise((resolve, reject) => {
      whenEstablished(session, () => {
        keep(id, session).catch(reject)
        resolve(200)
      })
      session
        .invite({
          requestDelegate: { onReject: ({ message }) => resolve(message.statusCode ?? 0) },
        })
        .catch(reject)
    })
  },

  take: (id, how) =>
    new Promise((resolve, reject) => {
      if (!agent) throw new Error('Connect first')
      const onInvite = (invitation: Invitation): void => {
        const from = invitation.remoteIdentity.uri.user ?? ''
        if (how === 'answer') {
          whenEstablished(invitation, () => {
            keep(id, invitation).catch(reject)
            resolve(from)
          })
          invitation.accept().catch(reject)
          return
        }
        ringing.set(id, invitation)
        if (how === 'refuse') invitation.reject({ statusCode: 486 }).catch(reject)
        resolve(from)
      }
      agent.delegate = { onInvite }
    }),

  callId(id) {
    const { session } = callOf(id)
    return session instanceof Inviter ? session.request.callId : ''
  },

  hears: (id, notes) =>
    new Promise((resolve, reject) => {
      const { listener, onNotes } = callOf(id)
      // A test that waits on says nothing; one that gives up says what was heard instead.
      const timer = setTimeout(
        () => reject(new Error(`“${notes}” was not heard in 30 s, but “${listener.notes}”.`)),
        30_000,
      )
      const check = (): void => {
        if (!listener.notes.includes(notes)) return
        clearTimeout(timer)
        onNotes.delete(check)
        resolve(listener.notes)
      }
      onNotes.add(check)
      check()
    }),

  heard: (id, from, to) => {
    const { samples, rateHz } = callOf(id)
    const pcm = Int16Array.from(samples.slice(from * rateHz, to * rateHz))
    const bytes = new Uint8Array(pcm.buffer)
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return { pcm: btoa(text), rateHz }
  },

  async press(id, digits) {
    await connected(callOf(id).connection)
    const dtmf = callOf(id).connection.getSenders()[0]?.dtmf
    // The browser says so a moment after it is connected.
    for (let tries = 0; !dtmf?.canInsertDTMF && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    if (!dtmf?.canInsertDTMF) throw new Error('This call takes no keys')
    dtmf.insertDTMF(digits, 100, 60)
  },

  info: (id, contentType, body) =>
    new Promise((resolve, reject) => {
      callOf(id)
        .session.info({
          requestDelegate: {
            onAccept: ({ message }) => resolve(message.statusCode ?? 0),
            onReject: ({ message }) => resolve(message.statusCode ?? 0),
          },
          requestOptions: {
            body: { contentDisposition: 'render', contentType, content: body },
          },
        })
        .catch(reject)
    }),

  async hangUp(id) {
    const { session } = callOf(id)
    const ended = endOf(session)
    await session.bye()
    await ended
  },

  hold: (id, isHeld) =>
    new Promise((resolve, reject) => {
      const options: Web.SessionDescriptionHandlerOptions = { hold: isHeld }
      const { session } = callOf(id)
      session.sessionDescriptionHandlerOptionsReInvite = options
      session
        .invite({
          requestDelegate: {
            onAccept: ({ message }) => resolve(message.statusCode ?? 0),
            onReject: ({ message }) => resolve(message.statusCode ?? 0),
          },
        })
        .catch(reject)
    }),

  ended: (id) => endOf(ringing.get(id) ?? callOf(id).session),
}
