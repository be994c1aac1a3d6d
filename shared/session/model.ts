import type { ModelOp, OpId } from '../compile/program.ts'
import { detourExits, listenerNamed } from './detour.ts'
import type { EffectResult, Input, Json, ModelAnswer } from './event.ts'
import { takeDetour } from './frames.ts'
import type { Run } from './run.ts'
import type { AgentState } from './session.ts'
import { waitForEffect } from './waitForEffect.ts'

const fresh: AgentState = { history: [], turns: 0, silences: 0, collected: {} }
/** Most messages of a conversation that the model sees. */
const maxHistory = 60

/** A call comes to an agent: it greets, or the model opens, hearing what the caller said last. */
export function enterModel(run: Run, op: ModelOp, id: OpId): null {
  if (op.once) return judge(run, op, id, op.once.about)
  if (run.backAt === id) return listenAgain(run, op, id)
  setState(run, op, fresh)
  const greeting = run.render(op.greeting, op.node).trim()
  if (greeting !== '') {
    setState(run, op, { ...fresh, history: [{ role: 'agent', text: greeting }] })
    return listen(run, op, id, greeting)
  }
  const said = run.session.input?.speech?.trim() ?? ''
  if (said !== '') setState(run, op, { ...fresh, history: [{ role: 'caller', text: said }] })
  return askModel(run, op, id)
}

/** One question to the model about a text. */
function judge(run: Run, op: ModelOp, id: OpId, about: string): null {
  const text = run.render(about, op.node).trim()
  setState(run, op, { ...fresh, history: [{ role: 'caller', text }] })
  return askModel(run, op, id)
}

/** Back from a detour: the agent repeats what it said last. */
function listenAgain(run: Run, op: ModelOp, id: OpId): null {
  const last = stateOf(run, op).history.findLast((message) => message.role === 'agent')
  return listen(run, op, id, last?.text ?? run.render(op.greeting, op.node))
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
  const history = [...state.history, { role: 'caller' as const, text: said }].slice(-maxHistory)
  setState(run, op, { ...state, silences: 0, turns: state.turns + 1, history })
  return state.turns >= op.turns ? run.leave(op, 'limit', op.ports.limit) : askModel(run, op, id)
}

/**
 * The answer to a turn that is being spoken already: the conversation goes on by itself, unless it leads away, which
 * waits until the engine has said it all and asks.
 */
export function finishStream(run: Run, op: ModelOp, id: OpId, result: EffectResult): void {
  const { waiting } = run.session
  const answer = result.type === 'model' ? result.answer : null
  const leads =
    !answer ||
    answer.say.trim() === '' ||
    op.exits.some((one) => one.name === answer.exit?.name) ||
    listenerNamed(run.listeners(op.node), answer) !== undefined
  if (leads || !answer || result.type !== 'model') {
    if (waiting.for === 'stream') run.session.waiting = { ...waiting, result }
    return
  }
  collect(run, op, answer)
  noteAnswer(run, op, result.provider)
  addMessage(run, op, answer.say)
  run.session.waiting = { for: 'input', op: id }
}

/** The caller cut in before the answer was complete: what was heard of it stays in the conversation. */
export function cutIn(run: Run, op: ModelOp, input: Input, result: EffectResult | null): void {
  if (result?.type === 'model') collect(run, op, result.answer)
  const heard = input.heard?.trim() ?? ''
  if (heard !== '') addMessage(run, op, heard)
}

/** What the model answered; the next op, or null when the call waits. What was `spoken` already is not said again. */
export function finishModel(
  run: Run,
  op: ModelOp,
  id: OpId,
  result: EffectResult,
  spoken = '',
): OpId | null {
  if (result.type !== 'model') {
    const why = result.type === 'failed' ? result.why : 'answered something else'
    run.note({ type: 'effect.finished', node: op.node, ok: false, summary: why })
    return run.leave(op, 'failed', op.ports.failed, why)
  }
  const { answer } = result
  if (op.once) return finishJudgement(run, op, answer, op.once.else, result.provider)
  const listener = listenerNamed(run.listeners(op.node), answer)
  if (listener) return takeDetour(run, listener, id)
  collect(run, op, answer)
  const exit = op.exits.find((one) => one.name === answer.exit?.name)
  const say = answer.say.trim()
  if (!exit && say === '') {
    run.note({
      type: 'effect.finished',
      node: op.node,
      ok: false,
      summary: 'the model said nothing',
    })
    return run.leave(op, 'failed', op.ports.failed, 'the model said nothing')
  }
  noteAnswer(run, op, result.provider)
  if (exit) {
    const reason = answer.exit?.reason.trim() ?? ''
    run.keep(op.node, { exit: exit.name, reason })
    run.say(withoutSpoken(say, spoken), op)
    return run.leave(op, exit.port, exit.to, reason)
  }
  addMessage(run, op, say)
  return listen(run, op, id, withoutSpoken(say, spoken))
}

/** The rest of an answer whose beginning was heard; all of it when it turned out another one. */
function withoutSpoken(say: string, spoken: string): string {
  const begins = say.startsWith(spoken.trim())
  return begins ? say.slice(spoken.trim().length).trim() : say
}

function addMessage(run: Run, op: ModelOp, text: string): void {
  const state = stateOf(run, op)
  const history = [...state.history, { role: 'agent' as const, text: text.trim() }]
  setState(run, op, { ...state, history: history.slice(-maxHistory) })
}

const noteAnswer = (run: Run, { node }: ModelOp, provider: string): void =>
  run.note({ type: 'effect.finished', node, ok: true, summary: `${provider} answered` })

function finishJudgement(
  run: Run,
  op: ModelOp,
  answer: ModelAnswer,
  otherwise: OpId,
  provider: string,
): OpId {
  const exit = op.exits.find((one) => one.name === answer.exit?.name)
  const reason = answer.exit?.reason.trim() ?? ''
  run.note({
    type: 'effect.finished',
    node: op.node,
    ok: true,
    summary: `${provider} chose ${exit?.name ?? 'none of them'}`,
  })
  run.keep(op.node, { choice: exit?.name ?? '', reason })
  return exit ? run.leave(op, exit.port, exit.to, reason) : run.leave(op, 'else', otherwise, reason)
}

function listen(run: Run, op: ModelOp, id: OpId, text: string): null {
  run.gather(op, op.listening, [text])
  run.session.waiting = { for: 'input', op: id }
  run.answer()
  return null
}

function askModel(run: Run, op: ModelOp, id: OpId): null {
  const state = stateOf(run, op)
  const isStreamed = !op.once && run.session.call.streams === true
  const effect = run.ask(
    {
      type: 'model',
      node: op.node,
      ...(isStreamed ? { stream: run.session.turn } : {}),
      request: {
        prompt: run.render(op.prompt, op.node),
        knowledge: run.render(op.knowledge, op.node),
        language: run.program.language,
        exits: [
          ...op.exits.map(({ name, description, phrases }) => ({ name, description, phrases })),
          ...(op.once ? [] : detourExits(run.listeners(op.node))),
        ],
        collect: op.collect,
        collected: state.collected,
        history: state.history,
        timeout: op.timeout,
        ...(op.once ? { judges: true as const } : {}),
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

function collect(run: Run, op: ModelOp, answer: ModelAnswer): void {
  const declared = new Set(op.collect.map((field) => field.name))
  const values: Record<string, Json> = Object.fromEntries(
    Object.entries(answer.collected).filter(([name]) => declared.has(name)),
  )
  if (Object.keys(values).length === 0) return
  const state = stateOf(run, op)
  setState(run, op, { ...state, collected: { ...state.collected, ...values } })
  run.keep(op.node, values)
}

/** What the caller really heard is what the history holds. */
function cutShort(state: AgentState, heard: string | undefined): AgentState {
  const last = state.history.at(-1)
  if (heard === undefined || last?.role !== 'agent') return state
  const spoken = heard.trim()
  const rest = state.history.slice(0, -1)
  return {
    ...state,
    history: spoken === '' ? rest : [...rest, { role: 'agent', text: `${spoken} …` }],
  }
}

const stateOf = (run: Run, op: ModelOp): AgentState => run.session.agents[op.node] ?? fresh

function setState(run: Run, op: ModelOp, state: AgentState): void {
  run.session.agents = { ...run.session.agents, [op.node]: state }
}
