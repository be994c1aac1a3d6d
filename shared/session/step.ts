import type { Op, Program } from '../compile/program.ts'
import type { Document } from '../fml/fml.ts'
import { askForDetour, finishDetour, listenerFor } from './detour.ts'
import type { Effect } from './effect.ts'
import { giveUp } from './endCall.ts'
import type { CallEvent, EffectResult, Input } from './event.ts'
import { takeDetour } from './frames.ts'
import { holdWordsIn } from './holdWords.ts'
import { cutIn, finishModel, finishStream, hearCaller } from './model.ts'
import { withoutPersonal } from './modelGuards.ts'
import { finishRequest, runFrom } from './ops.ts'
import { Run } from './run.ts'
import type { Session } from './session.ts'
import type { Trace } from './trace.ts'
import { finishDial, finishPlay, finishRecord, noteFailedVerb } from './verbs.ts'

export interface Step {
  /** The same object when the event changed nothing. */
  readonly session: Session
  /** The answer to the open turn, or null when it must wait for an effect. */
  readonly document: Document | null
  readonly effects: readonly Effect[]
  readonly trace: readonly Trace[]
}

type EventOf<Type extends CallEvent['type']> = Extract<CallEvent, { type: Type }>

/**
 * What one event does to one call. Pure and total: it performs nothing and never throws for anything an author or a
 * caller can do. Unknown, late and duplicate events change nothing.
 */
export function step(program: Program, session: Session, event: CallEvent): Step {
  const run = new Run(program, session, event.at)
  const changed = applyEvent(run, session, event)
  return changed
    ? { session: run.session, document: run.document, effects: run.effects, trace: run.trace }
    : { session, document: null, effects: [], trace: [] }
}

/** False when the event means nothing to this call now. */
function applyEvent(run: Run, session: Session, event: CallEvent): boolean {
  if (session.status === 'ended') return false
  switch (event.type) {
    case 'call.started':
      return session.status === 'new' && start(run)
    case 'turn.posted':
      return session.status === 'active' && takeTurn(run, session, event)
    case 'effect.finished':
      return finishEffect(run, session, event)
    case 'effect.said':
      return sayPart(run, session, event)
    case 'turn.held':
      return hold(run, session, event)
    case 'call.ended':
      run.end(session.outcome ?? 'hung up', event.reason)
      run.session.open = false
      return true
  }
}

function start(run: Run): true {
  run.session.status = 'active'
  run.session.startedAt = run.at
  run.session.turn = 1
  run.session.open = true
  run.enter(run.program.entry)
  runFrom(run, run.program.entry)
  return true
}

function takeTurn(run: Run, session: Session, event: EventOf<'turn.posted'>): boolean {
  if (session.open || event.turn !== session.turn + 1) return false
  run.session.turn = event.turn
  run.session.open = true
  noteFailedVerb(run, event.input)
  if (event.at - session.startedAt > run.program.longestCall) {
    run.note({
      type: 'error.caught',
      node: '',
      message: 'The call reached the longest time the flow allows.',
    })
    giveUp(run)
    return true
  }
  const { waiting } = session
  switch (waiting.for) {
    case 'input':
      readInput(run, waiting.op, event.input)
      return true
    case 'effect':
      if (waiting.result) resume(run, waiting, waiting.result)
      return true
    case 'stream':
      takeStreamed(run, waiting, event.input)
      return true
    case 'return':
      runFrom(run, waiting.op)
      return true
    case 'nothing':
      run.note({ type: 'error.caught', node: '', message: 'The call waited for nothing.' })
      giveUp(run)
      return true
  }
}

/** The engine has spoken a streamed turn to its end, or the caller cut in. */
function takeStreamed(
  run: Run,
  { op: id, id: effect, result }: Extract<Session['waiting'], { for: 'stream' }>,
  input: Input,
): void {
  const op = run.op(id)
  if (op?.op !== 'model') {
    giveUp(run)
    return
  }
  if (input.reason !== 'stream') {
    cutIn(run, op, input, result)
    readInput(run, id, input)
    return
  }
  run.session.waiting = { for: 'nothing' }
  if (result) goOn(run, finishModel(run, op, id, result, sayOf(result)))
  // The stream broke: the answer is waited for as a whole.
  else run.session.waiting = { for: 'effect', op: id, id: effect, result: null, holds: 0 }
}

const sayOf = (result: EffectResult): string => (result.type === 'model' ? result.answer.say : '')

function readInput(run: Run, id: string, input: Input): void {
  run.session.waiting = { for: 'nothing' }
  const op = run.op(id)
  const kept = op?.op === 'model' ? withoutPersonal(op, input) : input
  run.session.input = kept
  run.note({
    type: 'input.received',
    node: op?.node ?? '',
    reason: kept.reason,
    ...(kept.digits === undefined ? {} : { digits: kept.digits }),
    ...(kept.speech === undefined ? {} : { speech: kept.speech }),
    ...(kept.confidence === undefined ? {} : { confidence: kept.confidence }),
  })
  const listener = op?.op === 'gather' || op?.op === 'model' ? listenerFor(run, op, input) : null
  if (listener) goOn(run, takeDetour(run, listener, id))
  else if (op?.op !== 'gather' || !askForDetour(run, op, id, input)) readHere(run, op, id, input)
}

/** The waiting op reads the input itself. */
function readHere(run: Run, op: Op | undefined, id: string, input: Input): void {
  switch (op?.op) {
    case 'gather':
      goOn(run, op.next)
      break
    case 'stream':
      goOn(run, run.leave(op, 'next', op.next))
      break
    case 'model':
      goOn(run, hearCaller(run, op, id, input))
      break
    case 'record':
      goOn(run, finishRecord(run, op, input))
      break
    case 'dial':
      goOn(run, finishDial(run, op, input))
      break
    case 'play':
      goOn(run, finishPlay(run, op, input))
      break
    default:
      giveUp(run)
  }
}

function finishEffect(run: Run, session: Session, event: EventOf<'effect.finished'>): boolean {
  const { waiting } = session
  const isAwaited = waiting.for === 'effect' || waiting.for === 'stream'
  if (!isAwaited || waiting.id !== event.id || waiting.result) return false
  if (waiting.for === 'stream') {
    const op = run.op(waiting.op)
    if (op?.op !== 'model') return false
    finishStream(run, op, waiting.op, event.result)
    return true
  }
  if (session.open) resume(run, waiting, event.result)
  else run.session.waiting = { ...waiting, result: event.result }
  return true
}

function resume(
  run: Run,
  waiting: { op: string; isDetour?: true; said?: string },
  result: EffectResult,
): void {
  run.session.waiting = { for: 'nothing' }
  const id = waiting.op
  const op = run.op(id)
  if (waiting.isDetour && op?.op === 'gather') {
    const listener = finishDetour(run, op, result)
    goOn(run, listener ? takeDetour(run, listener, id) : op.next)
  } else if (op?.op === 'request') goOn(run, finishRequest(run, op, result))
  else if (op?.op === 'model') goOn(run, finishModel(run, op, id, result, waiting.said))
  else giveUp(run)
}

/** Says what has come of a model's answer and has the engine ask for the rest. */
function sayPart(run: Run, session: Session, event: EventOf<'effect.said'>): boolean {
  const { waiting } = session
  const isAwaited = waiting.for === 'effect' && waiting.id === event.id && !waiting.result
  const op = isAwaited ? run.op(waiting.op) : undefined
  const text = event.text.trim()
  if (!isAwaited || !session.open || op?.op !== 'model' || op.once || text === '') return false
  run.say(text, op)
  run.session.waiting = { ...waiting, said: `${waiting.said ?? ''} ${text}`.trim() }
  run.answerAndReturn()
  return true
}

/** Holds the line while an effect takes its time: a word the first time, then a short pause. */
function hold(run: Run, session: Session, event: EventOf<'turn.held'>): boolean {
  const { waiting } = session
  if (!session.open || event.turn !== session.turn || waiting.for !== 'effect') return false
  const words = waiting.holds === 0 ? holdWordsIn(run.program.language) : ''
  if (words !== '') {
    run.say(words, { node: run.op(waiting.op)?.node ?? '' })
  } else {
    run.add({ type: 'pause', length: 1 })
  }
  run.session.waiting = { ...waiting, holds: waiting.holds + 1 }
  run.answerAndReturn()
  return true
}

function goOn(run: Run, next: string | null): void {
  if (next !== null) runFrom(run, next)
}
