import type { ModelOp, OpId } from '../compile/program.ts'
import { evaluateCondition, renderTemplate } from '../text/liquid.ts'
import { addMessage, collect, cutShort, freshAgent, setState, stateOf } from './agentState.ts'
import { detourExits, listenerNamed } from './detour.ts'
import type { EffectResult, Input, ModelAnswer } from './event.ts'
import { takeDetour } from './frames.ts'
import { callFlow, resultOf } from './modelFlows.ts'
import {
  guardCaller,
  guardResult,
  guardsOf,
  isSentAway,
  leaveGuarded,
  noteGuard,
} from './modelGuards.ts'
import { noteReport, overBudget } from './modelReport.ts'
import type { Run } from './run.ts'
import type { AgentState } from './session.ts'
import { toJson } from './values.ts'
import { waitForEffect } from './waitForEffect.ts'

/** A call comes to an agent: it greets, or the model opens, hearing what the caller said last. */
export function enterModel(run: Run, op: ModelOp, id: OpId): OpId | null {
  if (op.once) return judge(run, op, id, op.once.about)
  if (run.backAt === id) return listenAgain(run, op, id)
  const state = stateOf(run, op)
  if (state.away !== undefined) return comeBack(run, op, id, state, state.away)
  setState(run, op, freshAgent)
  const byRule = leaveByRule(run, op)
  if (byRule !== null) return byRule
  const greeting = run.render(op.greeting, op.node).trim()
  if (greeting !== '') {
    addMessage(run, op, greeting)
    return listen(run, op, id, greeting)
  }
  const said = run.session.input?.speech?.trim() ?? ''
  if (said !== '') addMessage(run, op, said, 'caller')
  return askModel(run, op, id)
}

/** One question to the model about a text. */
function judge(run: Run, op: ModelOp, id: OpId, about: string): OpId | null {
  const text = run.render(about, op.node).trim()
  setState(run, op, { ...freshAgent, history: [{ role: 'caller', text }] })
  return askModel(run, op, id)
}

/** Back from a detour: the agent repeats what it said last. */
function listenAgain(run: Run, op: ModelOp, id: OpId): null {
  const last = stateOf(run, op).history.findLast((message) => message.role === 'agent')
  return listen(run, op, id, last?.text ?? run.render(op.greeting, op.node))
}

/** Back from the steps behind an exit, or from a flow: the conversation goes on with what they found out. */
function comeBack(run: Run, op: ModelOp, id: OpId, state: AgentState, by: string): OpId | null {
  const { away: _, ...here } = state
  setState(run, op, { ...here, silences: 0, turns: state.turns + 1 })
  addMessage(run, op, resultOf(run, op, by), 'event')
  return goOnAsking(run, op, id, state.turns)
}

/** The caller's answer to an agent; the next op, or null when the call waits. */
export function hearCaller(run: Run, op: ModelOp, id: OpId, input: Input): OpId | null {
  const state = cutShort(stateOf(run, op), input.heard)
  const said = (input.reason === 'digits' ? input.digits : input.speech)?.trim() ?? ''
  if (said === '') {
    setState(run, op, { ...state, silences: state.silences + 1 })
    return state.silences < op.retries
      ? listen(run, op, id, run.render(op.retryText, op.node))
      : run.leave(op, 'noInput', op.ports.noInput)
  }
  setState(run, op, { ...state, silences: 0, turns: state.turns + 1 })
  const guarded = guardCaller(run, op, said)
  if (guarded && 'leave' in guarded) return guarded.leave
  if (guarded) {
    return state.turns >= op.turns
      ? run.leave(op, 'limit', op.ports.limit)
      : listen(run, op, id, guarded.stay)
  }
  addMessage(run, op, said, 'caller')
  return goOnAsking(run, op, id, state.turns)
}

/** Rules first, then limits, then the model. */
function goOnAsking(run: Run, op: ModelOp, id: OpId, turns: number): OpId | null {
  const byRule = leaveByRule(run, op)
  if (byRule !== null) return byRule
  return turns >= op.turns ? run.leave(op, 'limit', op.ports.limit) : askModel(run, op, id)
}

/** The first exit whose own rule holds. */
function leaveByRule(run: Run, op: ModelOp): OpId | null {
  for (const exit of op.exits) {
    if (exit.when === undefined) continue
    const held = evaluateCondition(exit.when, run.scope())
    if (!held.ok) {
      const message = `A rule could not be tested: ${held.error}.`
      run.note({ type: 'error.caught', node: op.node, message })
    } else if (held.value) return leaveBy(run, op, exit, 'Its rule holds.')
  }
  return null
}

function leaveBy(run: Run, op: ModelOp, exit: ModelOp['exits'][number], reason: string): OpId {
  run.keep(op.node, { exit: exit.name, reason })
  if (exit.returns) setState(run, op, { ...stateOf(run, op), away: exit.name })
  return run.leave(op, exit.port, exit.to, reason)
}

/**
 * The answer to a turn that is being spoken already: the conversation goes on by itself, unless it leads away, which
 * waits until the engine has said it all and asks.
 */
export function finishStream(run: Run, op: ModelOp, id: OpId, answered: EffectResult): void {
  const { waiting } = run.session
  const result = guardResult(run, op, answered)
  const answer = result.type === 'model' ? result.answer : null
  const leads =
    !answer ||
    answer.say.trim() === '' ||
    isSentAway(op, answer) ||
    op.exits.some((one) => one.name === answer.exit?.name) ||
    listenerNamed(run.listeners(op.node), answer) !== undefined
  if (leads || !answer || result.type !== 'model') {
    if (waiting.for === 'stream') run.session.waiting = { ...waiting, result }
    return
  }
  collect(run, op, answer)
  noteAnswer(run, op, result)
  addMessage(run, op, answer.say)
  run.session.waiting = { for: 'input', op: id }
}

/** The caller cut in before the answer was complete: what was heard of it stays in the conversation. */
export function cutIn(run: Run, op: ModelOp, input: Input, result: EffectResult | null): void {
  if (result?.type === 'model') {
    collect(run, op, result.answer)
    noteReport(run, op, result)
  }
  const heard = input.heard?.trim() ?? ''
  if (heard !== '') addMessage(run, op, heard)
}

/** What the model answered; the next op, or null when the call waits. What was `spoken` already is not said again. */
export function finishModel(
  run: Run,
  op: ModelOp,
  id: OpId,
  answered: EffectResult,
  spoken = '',
): OpId | null {
  const result = guardResult(run, op, answered)
  if (result.type !== 'model') {
    const why = result.type === 'failed' ? result.why : 'answered something else'
    return fail(run, op, why, result)
  }
  const { answer } = result
  if (op.once) return finishJudgement(run, op, answer, op.once.else, result)
  const listener = listenerNamed(run.listeners(op.node), answer)
  if (listener) return takeDetour(run, listener, id)
  collect(run, op, answer)
  const exit = op.exits.find((one) => one.name === answer.exit?.name)
  const say = answer.say.trim()
  if (!exit && say === '' && !isSentAway(op, answer)) {
    return fail(run, op, 'the model said nothing', result)
  }
  noteAnswer(run, op, result)
  if (isSentAway(op, answer)) {
    run.say(withoutSpoken(say, spoken), op)
    return leaveGuarded(run, op)
  }
  if (exit) {
    if (exit.returns && say !== '') addMessage(run, op, say)
    run.say(withoutSpoken(say, spoken), op)
    return exit.takes
      ? callFlow(run, op, exit, answer.exit?.values ?? {})
      : leaveBy(run, op, exit, answer.exit?.reason.trim() ?? '')
  }
  addMessage(run, op, say)
  const rest = withoutSpoken(say, spoken)
  if (rest !== say) setState(run, op, { ...stateOf(run, op), spoken: spoken.trim() })
  return listen(run, op, id, rest)
}

function fail(run: Run, op: ModelOp, why: string, result: EffectResult): OpId {
  run.note({ type: 'effect.finished', node: op.node, ok: false, summary: why })
  noteReport(run, op, result)
  return run.leave(op, 'failed', op.ports.failed, why)
}

/** The rest of an answer whose beginning was heard; all of it when it turned out another one. */
function withoutSpoken(say: string, spoken: string): string {
  const begins = say.startsWith(spoken.trim())
  return begins ? say.slice(spoken.trim().length).trim() : say
}

type Answered = Extract<EffectResult, { type: 'model' }>

function noteAnswer(run: Run, op: ModelOp, result: Answered, did = 'answered'): void {
  const summary = `${result.provider} ${did}`
  run.note({ type: 'effect.finished', node: op.node, ok: true, summary })
  noteReport(run, op, result)
  if (result.answer.guarded) noteGuard(run, op, result.answer.guarded)
}

function finishJudgement(
  run: Run,
  op: ModelOp,
  answer: ModelAnswer,
  otherwise: OpId,
  result: Answered,
): OpId {
  const exit = op.exits.find((one) => one.name === answer.exit?.name)
  const reason = answer.exit?.reason.trim() ?? ''
  noteAnswer(run, op, result, `chose ${exit?.name ?? 'none of them'}`)
  run.keep(op.node, { choice: exit?.name ?? '', reason })
  return exit ? run.leave(op, exit.port, exit.to, reason) : run.leave(op, 'else', otherwise, reason)
}

function listen(run: Run, op: ModelOp, id: OpId, text: string): null {
  run.gather(op, op.listening, [text])
  run.session.waiting = { for: 'input', op: id }
  run.answer()
  return null
}

function askModel(run: Run, op: ModelOp, id: OpId): OpId | null {
  const tooMuch = overBudget(run, op)
  if (tooMuch !== null) {
    run.note({ type: 'model.noted', node: op.node, message: tooMuch })
    return run.leave(op, 'limit', op.ports.limit, tooMuch)
  }
  // An agent that does not know its task would make one up.
  const prompt = renderTemplate(op.prompt, run.scope())
  if (!prompt.ok) {
    const message = `The task could not be written: ${prompt.error}.`
    run.note({ type: 'error.caught', node: op.node, message })
    return run.leave(op, 'failed', op.ports.failed, message)
  }
  const state = stateOf(run, op)
  const isStreamed = !op.once && run.session.call.streams === true
  const effect = run.ask(
    {
      type: 'model',
      node: op.node,
      ...(isStreamed ? { stream: run.session.turn } : {}),
      request: {
        prompt: prompt.value,
        knowledge: run.render(op.knowledge, op.node),
        language: run.program.language,
        exits: [
          ...op.exits.map(({ name, description, phrases, takes }) => ({
            ...{ name, description, phrases },
            ...(takes ? { takes } : {}),
          })),
          ...(op.once ? [] : detourExits(run.listeners(op.node))),
        ],
        collect: op.collect,
        collected: state.collected,
        history: state.history,
        timeout: op.timeout,
        ...(op.once ? { judges: true as const } : {}),
        ...controlOf(run, op),
      },
    },
    `model turn ${state.turns + 1}`,
  )
  if (isStreamed) {
    run.gatherStream(op, op.listening)
    run.session.waiting = { for: 'stream', op: id, id: effect, result: null }
    run.answer()
  } else waitForEffect(run, id, effect)
  return null
}

/** What the op has beside its task, as the model's turn needs it. */
function controlOf(run: Run, op: ModelOp) {
  const { model, tools, rounds, documents } = op
  const needsScope = tools?.some((tool) => tool.type === 'webhook')
  return {
    ...(model === undefined ? {} : { model }),
    ...(op.guards ? { guards: guardsOf(run, op) } : {}),
    ...(tools ? { tools } : {}),
    ...(rounds === undefined ? {} : { rounds }),
    ...(documents ? { documents } : {}),
    ...(needsScope ? { scope: scopeOf(run) } : {}),
  }
}

function scopeOf(run: Run) {
  const scope = toJson(run.scope())
  return typeof scope === 'object' && scope !== null && !('length' in scope) ? scope : {}
}
