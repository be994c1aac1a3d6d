import { createStore } from 'zustand/vanilla'
import {
  type CallRow,
  callRowSchema,
  routes,
  type Target,
  type TextInput,
} from '#shared/api/api.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { t } from '../i18n/t.ts'
import { callLights, clearCallLights, wayKey } from '../state/callStore.ts'
import { setLayout } from '../state/layoutStore.ts'
import { mark } from '../state/progress.ts'
import { openMicrophone } from './microphone.ts'
import { PhoneError } from './phoneError.ts'
import type { SipCall } from './sipCall.ts'
import { addRow, emptyTranscript, type Transcript } from './transcript.ts'

export type Channel = 'voice' | 'text'

export type Stage =
  | { readonly type: 'idle' }
  | { readonly type: 'starting'; readonly channel: Channel }
  | { readonly type: 'live'; readonly channel: Channel; readonly since: number }
  | { readonly type: 'over'; readonly channel: Channel }

export interface Phone {
  readonly stage: Stage
  /** What went wrong and what to do, in a sentence. */
  readonly problem: string | null
  readonly transcript: Transcript
  /** The call that is written down, once the server has told which. */
  readonly callId: string | null
  /** The draft, or a number that answers. */
  readonly target: 'draft' | string
  readonly muted: boolean
  readonly microphone: MediaStream | null
  /** Empty is the browser's own choice. */
  readonly microphoneId: string
  /** Where it is heard; empty is the browser's own choice. */
  readonly speakerId: string
  readonly remote: MediaStream | null
}

export const phoneStore = createStore<Phone>()(() => ({
  stage: { type: 'idle' },
  problem: null,
  transcript: emptyTranscript,
  callId: null,
  target: 'draft',
  muted: false,
  microphone: null,
  microphoneId: '',
  speakerId: '',
  remote: null,
}))

const set = (change: Partial<Phone>) => phoneStore.setState(change)

/** The call under way; what arrives late for an earlier one is dropped by comparing with it. */
let attempt = 0
let sip: SipCall | null = null
let textCall: string | null = null
let events: EventSource | null = null

const notSaved = () =>
  t('The last changes could not be saved, so there is nothing new to call. Try again.')

/** The draft that is open, or what was named: a template before it is chosen. */
async function targetOf(open: OpenFlow | Target): Promise<Target> {
  if ('type' in open) return open
  const { target } = phoneStore.getState()
  if (target !== 'draft') return { type: 'number', number: target }
  if (!(await open.autosave.flush())) throw new PhoneError(notSaved())
  const flowId = open.store.getState().flow.id
  return { type: 'draft', flowId, revision: open.autosave.revision() }
}

function begin(channel: Channel): number {
  mark('called')
  attempt += 1
  events?.close()
  clearCallLights()
  setLayout({ inspectorOpen: true, phoneOpen: true, testTab: 'phone' })
  set({
    stage: { type: 'starting', channel },
    problem: null,
    transcript: emptyTranscript,
    callId: null,
    muted: false,
  })
  return attempt
}

/** Milliseconds in which a call that has ended still tells how. */
const lastRows = 6_000

function stop(microphone: MediaStream): void {
  for (const track of microphone.getTracks()) track.stop()
}

function end(problem: string | null): void {
  const { stage, microphone } = phoneStore.getState()
  if (microphone) stop(microphone)
  sip?.close()
  sip = null
  textCall = null
  callLights.setState({ speaking: null })
  // The last rows come a moment after the end; then nobody asks any more.
  const source = events
  setTimeout(() => source?.close(), lastRows)
  set({
    stage: { type: 'over', channel: stage.type === 'idle' ? 'voice' : stage.channel },
    problem,
    microphone: null,
    remote: null,
  })
}

/** Calls the draft, or the number that is chosen, with the microphone. */
export async function startCall(open: OpenFlow | Target): Promise<void> {
  const { stage, microphoneId } = phoneStore.getState()
  if (stage.type === 'starting' || stage.type === 'live') return
  const mine = begin('voice')
  const isMine = () => mine === attempt
  try {
    const [microphone, target, { placeSipCall }] = await Promise.all([
      openMicrophone(microphoneId),
      targetOf(open),
      import('./sipCall.ts'),
    ])
    if (!isMine()) return stop(microphone)
    set({ microphone })
    const token = await client.softphoneToken(target)
    if (!isMine()) return stop(microphone)
    const placed = await placeSipCall(token, microphone, {
      onAnswer: (remote) => {
        if (isMine()) set({ stage: { type: 'live', channel: 'voice', since: Date.now() }, remote })
      },
      onCallId: (callId) => {
        if (isMine()) follow(callId, mine)
      },
      onEnd: (problem) => {
        if (isMine()) end(problem)
      },
    })
    if (isMine()) sip = placed
    else {
      placed.hangUp()
      placed.close()
      stop(microphone)
    }
  } catch (error) {
    if (isMine()) end(sentenceOf(error))
  }
}

/** The same call, typed. */
export async function startTextCall(open: OpenFlow | Target): Promise<void> {
  const { stage } = phoneStore.getState()
  if (stage.type === 'starting' || stage.type === 'live') return
  const mine = begin('text')
  try {
    const { callId } = await client.startTextCall(await targetOf(open))
    if (mine !== attempt) return
    textCall = callId
    set({ stage: { type: 'live', channel: 'text', since: Date.now() } })
    follow(callId, mine)
  } catch (error) {
    if (mine === attempt) end(sentenceOf(error))
  }
}

const sentenceOf = (error: unknown): string =>
  error instanceof PhoneError ? error.message : messageOf(error)

/** Reads the call's rows as they happen. */
function follow(callId: string, mine: number): void {
  const source = new EventSource(routes.callEvents(callId))
  events = source
  set({ callId })
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    if (mine !== attempt) return source.close()
    const row = callRowSchema.safeParse(JSON.parse(data))
    if (row.success) take(row.data)
  })
}

function take(row: CallRow): void {
  const transcript = addRow(phoneStore.getState().transcript, row)
  set({ transcript })
  light(row)
  const { stage } = phoneStore.getState()
  if (row.type === 'line.ended' && stage.type === 'live' && stage.channel === 'text') end(null)
}

/** Shows on the canvas what is being said and the way the call has taken. */
function light(row: CallRow): void {
  const { node, port } = row.data
  if (row.type === 'verb.ended') callLights.setState({ speaking: null })
  if (typeof node !== 'string') return
  if (row.type === 'verb.started') callLights.setState({ speaking: node })
  if (row.type === 'port.taken' && typeof port === 'string') {
    callLights.setState(({ taken }) => ({ taken: new Set([...taken, wayKey(node, port)]) }))
  }
}

/** Ends the call. */
export function hangUp(): void {
  const { stage } = phoneStore.getState()
  if (stage.type !== 'starting' && stage.type !== 'live') return
  // What is still being set up must not go on; what is live still says how it ended.
  if (stage.type === 'starting') attempt += 1
  if (textCall !== null) void client.sendText(textCall, { type: 'hangup' }).catch(() => undefined)
  sip?.hangUp()
  end(null)
}

/** Presses a key of the telephone. */
export function pressKey(key: string): void {
  if (textCall !== null) sendText({ type: 'digits', digits: key })
  else sip?.pressKey(key)
}

/** Says something in writing. */
export function sayWords(speech: string): void {
  if (textCall !== null) sendText({ type: 'speech', speech })
  else sip?.sendWords(speech)
}

/** Lets the time to answer run out. */
export function staySilent(): void {
  if (textCall !== null) sendText({ type: 'silence' })
}

function sendText(input: TextInput): void {
  if (textCall === null) return
  const mine = attempt
  client.sendText(textCall, input).then(
    () => set({ problem: null }),
    (error: unknown) => {
      if (mine !== attempt) return
      if (error instanceof ApiError && error.status === 404) end(null)
      else set({ problem: messageOf(error) })
    },
  )
}

/** Closes the microphone's ear without hanging up. */
export function setMuted(muted: boolean): void {
  const { microphone } = phoneStore.getState()
  for (const track of microphone?.getAudioTracks() ?? []) track.enabled = !muted
  set({ muted })
}

export const setSpeaker = (speakerId: string): void => set({ speakerId })

export const setTarget = (target: string): void => set({ target })

/** Chooses another microphone, also during a call. */
export async function setMicrophone(microphoneId: string): Promise<void> {
  set({ microphoneId })
  const { stage, muted } = phoneStore.getState()
  if (stage.type !== 'live' || !sip) return
  try {
    const next = await openMicrophone(microphoneId)
    // Somebody who goes through the list has chosen again meanwhile.
    if (phoneStore.getState().microphoneId !== microphoneId || !sip) return stop(next)
    await sip.replaceMicrophone(next)
    const { microphone } = phoneStore.getState()
    if (microphone) stop(microphone)
    set({ microphone: next })
    setMuted(muted)
  } catch (error) {
    set({ problem: sentenceOf(error) })
  }
}

/** Ends the call and forgets it: the flow is being left. */
export function leavePhone(): void {
  hangUp()
  attempt += 1
  events?.close()
  clearCallLights()
  set({
    stage: { type: 'idle' },
    problem: null,
    transcript: emptyTranscript,
    callId: null,
    target: 'draft',
  })
}
