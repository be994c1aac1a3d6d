import { createStore } from 'zustand/vanilla'
import { client, messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { openMicrophone } from './microphone.ts'
import { PhoneError } from './phoneError.ts'
import { phoneStore } from './phoneStore.ts'
import type { IncomingCall, Receiver } from './sipReceiver.ts'

/** A call that rings here, or that was answered. */
export interface ReceivedCall {
  readonly from: string
  readonly stage: 'ringing' | 'opening' | 'talking'
  /** Unix ms when it was answered. */
  readonly since: number
  readonly muted: boolean
  readonly microphone: MediaStream | null
  readonly remote: MediaStream | null
}

export interface Receiving {
  /** Name or number under which transfers find this window. */
  readonly name: string
  readonly state: 'off' | 'connecting' | 'ready' | 'lost'
  readonly call: ReceivedCall | null
  readonly problem: string | null
}

const nameKey = 'fml-studio.receiveAs'

function readName(): string {
  try {
    return localStorage.getItem(nameKey) ?? 'desk'
  } catch {
    return 'desk'
  }
}

export const receiveStore = createStore<Receiving>()(() => ({
  name: readName(),
  state: 'off',
  call: null,
  problem: null,
}))

const set = (change: Partial<Receiving>) => receiveStore.setState(change)
const change = (part: Partial<ReceivedCall>) => {
  const { call } = receiveStore.getState()
  if (call) set({ call: { ...call, ...part } })
}

/** Names that the server takes; `web-…` are its own. */
export const canBeCalled = (name: string): boolean =>
  /^(?!web-)\+?[A-Za-z0-9][\w.-]{0,39}$/.test(name)

/** Counts switches, so that what comes late for an earlier one is dropped. */
let attempt = 0
let receiver: Receiver | null = null
let incoming: IncomingCall | null = null
let retry: ReturnType<typeof setTimeout> | undefined

/** Renames this telephone; one that is switched on is switched on again under the new name. */
export function setReceiveName(name: string): void {
  set({ name, problem: null })
  try {
    localStorage.setItem(nameKey, name)
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Lets transfers ring this window. */
export async function startReceiving(pause = 1_000): Promise<void> {
  const { name } = receiveStore.getState()
  if (!canBeCalled(name)) {
    set({
      problem: t('A name begins with a letter or digit and has letters, digits, “.”, “_” or “-”.'),
    })
    return
  }
  stop()
  const mine = attempt
  set({ state: 'connecting', problem: null })
  try {
    const [token, { startReceiver }] = await Promise.all([
      client.receivingToken(name),
      import('./sipReceiver.ts'),
    ])
    if (mine !== attempt) return
    const started = await startReceiver(token, {
      onRing: (call) => ring(call, mine),
      onAnswer: (remote) => change({ stage: 'talking', since: Date.now(), remote }),
      onEnd: endCall,
      onGone: (why) => (mine === attempt ? gone(why, 1_000) : undefined),
    })
    if (mine !== attempt) return started.stop()
    receiver = started
    set({ state: 'ready' })
  } catch (error) {
    if (mine !== attempt) return
    set({ problem: error instanceof PhoneError ? error.message : messageOf(error) })
    gone('lost', pause)
  }
}

/** Longest pause between two tries to come back, ms. */
const longestPause = 30_000

/** The server is away, or another window has the name. */
function gone(why: 'taken' | 'lost', pause: number): void {
  receiver = null
  endCall()
  if (why === 'taken') {
    attempt += 1
    set({
      state: 'off',
      problem: t(
        'Another window receives calls under this name now, or half a day has passed. Switch it on again, perhaps under another name.',
      ),
    })
    return
  }
  set({ state: 'lost' })
  const mine = attempt
  clearTimeout(retry)
  retry = setTimeout(() => {
    if (mine === attempt) void startReceiving(Math.min(pause * 2, longestPause))
  }, pause)
}

function stop(): void {
  attempt += 1
  clearTimeout(retry)
  receiver?.stop()
  receiver = null
  endCall()
}

/** Nobody rings this window any more. */
export function stopReceiving(): void {
  stop()
  set({ state: 'off', problem: null })
}

function ring(call: IncomingCall, mine: number): void {
  if (mine !== attempt) {
    call.decline()
    return
  }
  incoming = call
  set({
    call: {
      from: call.from,
      stage: 'ringing',
      since: Date.now(),
      muted: false,
      microphone: null,
      remote: null,
    },
    problem: null,
  })
}

function endCall(): void {
  const { call } = receiveStore.getState()
  for (const track of call?.microphone?.getTracks() ?? []) track.stop()
  incoming = null
  if (call) set({ call: null })
}

/** Takes the call that rings. */
export async function answerCall(): Promise<void> {
  const call = incoming
  if (!call || receiveStore.getState().call?.stage !== 'ringing') return
  change({ stage: 'opening' })
  try {
    const microphone = await openMicrophone(phoneStore.getState().microphoneId)
    if (incoming !== call) {
      for (const track of microphone.getTracks()) track.stop()
      return
    }
    change({ microphone })
    await call.answer(microphone)
  } catch (error) {
    if (incoming !== call) return
    // The caller need not wait for a microphone that cannot be had.
    call.decline()
    set({ problem: error instanceof PhoneError ? error.message : messageOf(error) })
    endCall()
  }
}

/** Tells whoever calls that this telephone is busy. */
export function declineCall(): void {
  incoming?.decline()
  endCall()
}

/** Ends the conversation; the caller goes on in the flow. */
export function hangUpReceived(): void {
  incoming?.hangUp()
  endCall()
}

/** Closes the microphone's ear without hanging up. */
export function muteReceived(muted: boolean): void {
  const { call } = receiveStore.getState()
  for (const track of call?.microphone?.getAudioTracks() ?? []) track.enabled = !muted
  change({ muted })
}
