import type { BranchOp, CountOp, GatherOp, Op, OpId, RequestOp, SetOp } from '../compile/program.ts'
import { recordOf } from '../compile/verbs.ts'
import { valueAtPath } from '../text/jsonPath.ts'
import { evaluateCondition, evaluateTemplate } from '../text/liquid.ts'
import { composeRequest } from './composeRequest.ts'
import { keepsAnswers } from './correct.ts'
import { endCall, giveUp } from './endCall.ts'
import type { EffectResult, Json } from './event.ts'
import { maxAddress } from './fit.ts'
import { enterSubflow, goBack } from './frames.ts'
import { enterModel } from './model.ts'
import { runRead } from './read.ts'
import type { Run } from './run.ts'
import { toJson, toVariable } from './values.ts'
import { keysOf, runDial, runPlay, waitForReport } from './verbs.ts'
import { waitForEffect } from './waitForEffect.ts'
import { runSchedule, runSplit } from './ways.ts'

/** Runs ops from `id` on until the call waits, is answered or ends. */
export function runFrom(run: Run, id: OpId): void {
  let next: OpId | null = id
  while (next !== null) {
    if (run.isLong && run.session.open) {
      run.session.waiting = { for: 'return', op: next }
      run.answerAndReturn()
      return
    }
    const op: Op | undefined = run.op(next)
    if (!op) {
      run.note({ type: 'error.caught', node: '', message: `The program has no op ${next}.` })
      giveUp(run)
      return
    }
    if (!run.count()) {
      run.note({
        type: 'error.caught',
        node: op.node,
        message: 'The call ran too many steps, so it takes the error path.',
      })
      giveUp(run)
      return
    }
    next = runOp(run, op, next)
  }
}

/** Runs one op; the next op, or null when the call now waits. */
function runOp(run: Run, op: Op, id: OpId): OpId | null {
  if (run.session.answered !== undefined && !keepsAnswers(op)) delete run.session.answered
  switch (op.op) {
    case 'say':
      run.say(run.render(op.text, op.node), op)
      return run.leave(op, 'next', op.next)
    case 'play':
      return runPlay(run, op, id)
    case 'digits': {
      const digits = keysOf(run.render(op.digits, op.node))
      if (digits !== '') run.add({ type: 'playDigits', id: op.node, digits })
      return run.leave(op, 'next', op.next)
    }
    case 'record':
      run.add(recordOf(op, run.nextUrl()))
      return waitForReport(run, id)
    case 'dial':
      return runDial(run, op, id)
    case 'stream': {
      const url = run.render(op.url, op.node).trim()
      if (url === '' || url.length > maxAddress) return run.leave(op, 'next', op.next)
      run.add({ type: 'stream', id: op.node, url, action: run.nextUrl() })
      return waitForReport(run, id)
    }
    case 'read':
      return runRead(run, op, id)
    case 'schedule':
      return runSchedule(run, op)
    case 'split':
      return runSplit(run, op)
    case 'call':
      return enterSubflow(run, op, id)
    case 'return':
      return goBack(run, op)
    case 'pause':
      run.add({ type: 'pause', id: op.node, length: op.length / 1_000 })
      return run.leave(op, 'next', op.next)
    case 'goto':
      return run.leave(op, 'next', op.to)
    case 'set':
      return runSet(run, op)
    case 'branch':
      return runBranch(run, op)
    case 'count':
      return runCount(run, op)
    case 'gather':
      return runGather(run, op, id)
    case 'request':
      return runRequest(run, op, id)
    case 'model':
      return enterModel(run, op, id)
    case 'end':
      return endCall(run, op)
  }
}

function runSet(run: Run, op: SetOp): OpId {
  for (const { variable, value } of op.assign) {
    const evaluated = evaluateTemplate(value, run.scope())
    const declared = run.variables().find((one) => one.name === variable)
    if (!declared) continue
    if (!evaluated.ok) {
      run.note({ type: 'error.caught', node: op.node, message: `${variable}: ${evaluated.error}.` })
      continue
    }
    const typed = toVariable(declared.type, toJson(evaluated.value))
    run.session.vars = { ...run.session.vars, [variable]: typed }
    run.note({
      type: 'value.set',
      node: op.node,
      name: `vars.${variable}`,
      value: declared.sensitive ? '•••' : typed,
    })
  }
  return run.leave(op, 'next', op.next)
}

function runBranch(run: Run, op: BranchOp): OpId {
  for (const rule of op.rules) {
    const held = evaluateCondition(rule.when, run.scope())
    if (!held.ok) {
      run.note({
        type: 'error.caught',
        node: op.node,
        message: `A rule could not be tested: ${held.error}.`,
      })
    } else if (held.value) {
      if (op.saves !== undefined) run.keep(op.node, { [op.saves]: rule.value ?? '' })
      return run.leave(op, rule.port, rule.to)
    }
  }
  return isInside(run, op, op.else) ? op.else : run.leave(op, 'else', op.else)
}

/** Whether an op is a later part of the same node: going there leaves no port. */
const isInside = (run: Run, op: Op, to: OpId): boolean =>
  to !== op.node && run.op(to)?.node === op.node

function runCount(run: Run, op: CountOp): OpId {
  const count = (run.session.counts[op.name] ?? 0) + 1
  run.session.counts = { ...run.session.counts, [op.name]: count }
  if (count <= op.max) return underOf(op, count)
  const way = isSilence(run) ? 'noInput' : 'noMatch'
  return run.leave(op, op.ports?.[way] ?? way, op.over[way])
}

/** The op of this try: the first has its own, the last one serves all that follow. */
const underOf = (op: CountOp, count: number): OpId => {
  const later = op.later ?? []
  return count < 2 ? op.under : (later[Math.min(count - 2, later.length - 1)] ?? op.under)
}

const isSilence = (run: Run): boolean => {
  const reason = run.session.input?.reason
  return reason !== 'digits' && reason !== 'speech'
}

function runGather(run: Run, op: GatherOp, id: OpId): null {
  if (op.resets !== undefined) run.session.counts = { ...run.session.counts, [op.resets]: 0 }
  run.gather(
    op,
    op,
    op.prompt.map((part) => run.render(part.say, op.node)),
  )
  run.session.waiting = { for: 'input', op: id }
  run.answer()
  return null
}

function runRequest(run: Run, op: RequestOp, id: OpId): OpId | null {
  const request = composeRequest(op, run.scope(), (text) => run.render(text, op.node))
  const effect = run.ask(
    { type: 'request', node: op.node, ...request, ...(op.detached ? { detached: true } : {}) },
    `${op.method} ${request.url}`,
  )
  if (op.detached) return run.leave(op, 'ok', op.ports.ok)
  waitForEffect(run, id, effect)
  return null
}

/** The answer of an outside system chooses the port. */
export function finishRequest(run: Run, op: RequestOp, result: EffectResult): OpId {
  if (result.type === 'response') {
    run.keep(op.node, { status: result.status, body: result.body, ...keptOf(op, result.body) })
    const isOk = result.status >= 200 && result.status < 300
    run.note({
      type: 'effect.finished',
      node: op.node,
      ok: isOk,
      summary: `answered ${result.status}`,
    })
    return isOk
      ? run.leave(op, 'ok', op.ports.ok)
      : run.leave(op, 'failed', op.ports.failed, `answered ${result.status}`)
  }
  const why = result.type === 'failed' ? result.why : 'answered something else'
  const port = result.type === 'failed' && result.timedOut ? 'timeout' : 'failed'
  run.note({ type: 'effect.finished', node: op.node, ok: false, summary: why })
  return run.leave(op, port, op.ports[port], why)
}

/** The named values of an answer; one that is not there is null. */
const keptOf = (op: RequestOp, body: Json): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    (op.keeps ?? []).map(({ name, path }) => [name, toJson(valueAtPath(body, path))]),
  )
