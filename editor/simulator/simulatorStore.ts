import { createStore } from 'zustand/vanilla'
import type { Program } from '#shared/compile/program.ts'
import type { Awaited } from '#shared/session/awaited.ts'
import { converse, type Talk, type TalkMove, type TalkSetup } from '#shared/session/converse.ts'
import type { EffectResult } from '#shared/session/event.ts'
import { client } from '../api/client.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { newId } from '../state/newId.ts'
import { wholePath } from './comparePaths.ts'
import { compileDraft } from './compileDraft.ts'
import {
  conversationSchema,
  type Kept,
  keptSchema,
  type Mock,
  readKept,
  writeKept,
} from './kept.ts'
import { clearTalkLights, lightTalk } from './lightTalk.ts'
import { performForReal } from './performForReal.ts'
import { pressKeys } from './pressKey.ts'
import type { SimulatorRequest } from './request.ts'
import { prepareDocuments } from './simulatorDocuments.ts'
import { promptWords } from './talkLines.ts'
import { withShares, worldOf } from './worldOf.ts'

/** What the call waits for where the person is: at the end, or before the move that is being changed. */
export const awaitedNow = ({ talk, changing }: Simulator): Awaited =>
  (changing === null ? talk?.awaits : talk?.turns[changing]?.awaits) ?? nothing

const nothing: Awaited = { for: 'nothing' }

/** Moves after which a replay stopped: what was left did not fit the drawing. */
export interface Fit {
  readonly played: number
  readonly left: number
}

export interface Simulator {
  readonly flow: string
  /** A time of 0 is now. */
  readonly setup: TalkSetup
  readonly startedAt: number
  readonly kept: Kept
  readonly program: Program | null
  /** What was done so far; the conversation follows from it. */
  readonly moves: readonly TalkMove[]
  readonly talk: Talk | null
  /** Index of the move that is being done differently. */
  readonly changing: number | null
  /** The drawing is no longer the one that was compiled. */
  readonly isStale: boolean
  /** How far a replay came; null when nothing was replayed. */
  readonly fit: Fit | null
  /** What was told about where the moves came from. */
  readonly notice: string
  /** Keys pressed that are no whole input yet. */
  readonly keys: string
  /** Words of the prompt that are heard before the caller cuts in; null: all of it. */
  readonly heard: number | null
  /** The server is doing what a step has asked for. */
  readonly isAsking: boolean
}

const fresh = (flow: string): Simulator => ({
  flow,
  setup: { vars: {}, from: '+12025550123', to: '+12025550100', at: 0 },
  startedAt: 0,
  kept: flow === '' ? keptSchema.parse({}) : readKept(flow),
  program: null,
  moves: [],
  talk: null,
  changing: null,
  isStale: false,
  fit: null,
  notice: '',
  keys: '',
  heard: null,
  isAsking: false,
})

export const simulatorStore = createStore<Simulator>()(() => fresh(''))

const get = () => simulatorStore.getState()
const set = (change: Partial<Simulator>) => simulatorStore.setState(change)

/** Counts beginnings, so that what comes late for an earlier conversation is dropped. */
let attempt = 0

/** Makes the simulator one of this flow; what another flow had is let go. */
export function openSimulator(flow: string): void {
  if (get().flow === flow) showTalk()
  else {
    attempt += 1
    simulatorStore.setState(fresh(flow), true)
  }
}

/** Another flow, for a step that runs it; null when it is not there. */
export const loadFlow = async (id: string) => {
  try {
    return (await client.flow(id)).flow
  } catch {
    return null
  }
}

/** Begins, with values and moves if there are some, on the draft as it is drawn now. */
export async function beginTalk(
  store: EditorStore,
  { setup = {}, moves = [], notice = '' }: Pick<SimulatorRequest, 'setup' | 'moves' | 'notice'>,
): Promise<void> {
  const program = await compileNow(store)
  if (!program) return
  set({
    setup: { ...get().setup, ...setup },
    startedAt: Date.now(),
    program,
    isStale: false,
    notice,
  })
  play(moves)
}

/** The beginning with its time: a call without one of its own is made when it was started. */
const setupNow = ({ setup, startedAt }: Simulator): TalkSetup =>
  setup.at === 0 ? { ...setup, at: startedAt } : setup

/** Plays the same moves on the drawing as it is now. */
export async function replayOnDraft(store: EditorStore): Promise<void> {
  const { moves, talk } = get()
  const program = await compileNow(store)
  if (!program) return
  set({ program, isStale: false, notice: '' })
  play([...moves, ...(talk?.left ?? [])])
}

async function compileNow(store: EditorStore): Promise<Program | null> {
  attempt += 1
  const mine = attempt
  const program = await compileDraft(store.getState().flow, loadFlow)
  // Without them the agent answers as if it had none.
  await prepareDocuments(program).catch(() => {})
  return mine === attempt ? program : null
}

/** Looks whether the drawing still says what was compiled; moving a step changes nothing. */
export async function checkStale(store: EditorStore): Promise<void> {
  const { program, talk } = get()
  if (!program || !talk) return
  const mine = attempt
  const now = await compileDraft(store.getState().flow, loadFlow)
  if (mine === attempt) set({ isStale: now.hash !== program.hash })
}

/** Puts all moves in place and plays them; where one does not fit, the rest is left out and counted. */
function play(moves: readonly TalkMove[]): void {
  const { program, kept } = get()
  if (!program) return
  attempt += 1
  const talk = converse(withShares(program, kept.mocks), setupNow(get()), moves, worldOf(kept))
  const played = talk.turns.flatMap(({ move }) => (move ? [move] : []))
  set({
    talk,
    moves: played,
    changing: null,
    isAsking: false,
    keys: '',
    heard: null,
    fit:
      moves.length > 1 || talk.left.length > 0
        ? { played: played.length, left: talk.left.length }
        : null,
  })
  showTalk()
  askForReal()
}

function showTalk(): void {
  const { talk, changing } = get()
  if (!talk) return
  lightTalk(changing === null ? talk : { ...talk, turns: talk.turns.slice(0, changing + 1) })
}

/** Where a step's answer comes from the server, asks it; the answer becomes a move, so a replay never asks again. */
function askForReal(): void {
  const { talk, kept } = get()
  if (talk?.awaits.for !== 'effect') return
  const { effect } = talk.awaits
  const isReal =
    effect.type === 'model' ? kept.model === 'real' : kept.mocks[effect.node]?.type === 'real'
  if (isReal) void sendForReal()
}

/** Sends what is asked for through the server. */
export async function sendForReal(): Promise<void> {
  const { talk } = get()
  if (talk?.awaits.for !== 'effect') return
  const mine = attempt
  const { effect } = talk.awaits
  set({ isAsking: true })
  const result = await performForReal(effect)
  if (mine !== attempt) return
  set({ isAsking: false })
  act({ answer: result, node: effect.node })
}

/** Does something: as the next move, or instead of the one that is being changed. */
export function act(move: TalkMove): void {
  const { talk, moves, changing } = get()
  if (!talk) return
  if (changing !== null) {
    play([...moves.slice(0, changing), move, ...moves.slice(changing + 1)])
    return
  }
  if (talk.awaits.for === 'nothing') return
  play([...moves, move])
  const { talk: now } = get()
  if (now && now.left.length === 0) set({ fit: null })
}

/** Words heard before the caller cuts in; null: the caller hears it all. */
export const setHeard = (heard: number | null): void => set({ heard })

/** Presses keys of the caller's telephone; a whole input is sent. */
export function pressCallerKeys(row: string): void {
  const awaits = awaitedNow(get())
  if (awaits.for !== 'gather' || !awaits.gather.input.includes('dtmf')) return
  const pressed = pressKeys(awaits.gather, get().keys, row)
  if ('digits' in pressed) act({ digits: pressed.digits, ...heardNow() })
  else set({ keys: pressed.keys })
}

/** The caller presses no more keys. */
export function sendKeys(): void {
  const { keys } = get()
  if (keys !== '') act({ digits: keys, ...heardNow() })
}

/** The caller says something, cutting in where that is wished. */
export const sayWords = (speech: string): void => act({ speech, ...heardNow() })

function heardNow(): { readonly heard?: string } {
  const { heard } = get()
  const words = promptWords({ awaits: awaitedNow(get()) })
  return heard === null ? {} : { heard: words.slice(0, heard).join(' ') }
}

/** Goes back to before a move, to do something else there. */
export function changeMove(index: number | null): void {
  const { moves } = get()
  if (index !== null && (index < 0 || index >= moves.length)) return
  set({ changing: index, fit: null, keys: '', heard: null })
  showTalk()
}

/** Goes back to before a move and forgets what came after. */
export function forgetFrom(index: number): void {
  play(get().moves.slice(0, index))
  set({ fit: null })
}

/** Forgets what did not fit, and what was told. */
export const dismissNotice = (): void => set({ fit: null, notice: '' })

/** Ends the conversation; the simulator is where it begins. */
export function closeTalk(): void {
  attempt += 1
  set({ talk: null, moves: [], changing: null, fit: null, notice: '', isAsking: false })
  clearTalkLights()
}

/** Another beginning; a conversation under way is played again from it. */
export function changeSetup(change: Partial<TalkSetup>): void {
  const { setup, moves, talk } = get()
  set({ setup: { ...setup, ...change } })
  if (talk) play(moves)
}

/** How a step answers from now on; null asks each time. A conversation under way is played again with it. */
export function changeMock(node: string, mock: Mock | null): void {
  rememberMock(node, mock)
  const { talk, moves } = get()
  if (talk) play([...moves, ...talk.left])
}

/** How a step answers from now on; null asks each time. */
export function rememberMock(node: string, mock: Mock | null): void {
  const { [node]: _, ...others } = get().kept.mocks
  keep({ mocks: mock ? { ...others, [node]: mock } : others })
}

/** Answers for a step, once or from now on. */
export function answerEffect(answer: EffectResult, always: Mock | null): void {
  const { talk } = get()
  if (talk?.awaits.for !== 'effect') return
  const { node } = talk.awaits
  if (always) rememberMock(node, always)
  act({ answer, node })
}

/** Who answers for the model from now on. */
export function setModel(model: Kept['model']): void {
  keep({ model })
  const { talk, moves } = get()
  if (talk?.awaits.for === 'effect' && talk.awaits.effect.type === 'model') play(moves)
}

/** Keeps the conversation under a name. */
export function keepConversation(name: string): void {
  const { kept, moves, talk } = get()
  if (!talk) return
  const conversation = conversationSchema.safeParse({
    id: newId('c'),
    name: name.trim(),
    setup: setupNow(get()),
    moves,
    path: wholePath(talk),
    outcome: talk.turns.at(-1)?.session.outcome ?? null,
  })
  if (conversation.success) keep({ conversations: [...kept.conversations, conversation.data] })
}

/** Forgets a kept conversation. */
export const forgetConversation = (id: string): void =>
  keep({ conversations: get().kept.conversations.filter((one) => one.id !== id) })

function keep(change: Partial<Kept>): void {
  const { kept, flow } = get()
  const next = { ...kept, ...change }
  set({ kept: next })
  writeKept(flow, next)
}
