import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { takenOver } from '#shared/guards/checkGuards.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult, ModelAnswer } from '#shared/session/event.ts'
import { type AskDeps, askRoutes, type Question } from './askRoute.ts'
import type { Circuits } from './circuit.ts'
import { composePrompt } from './composePrompt.ts'
import { type Failure, toFailure } from './failure.ts'
import { createGate, type Gate, type Nudge } from './gate.ts'
import type { Library } from './library.ts'
import { exchangeOf, messagesOf, nudgeOf } from './messages.ts'
import type { ResolvedModel } from './modelProviders.ts'
import { type ReadCalls, readCalls } from './readCalls.ts'
import type { RawTurn } from './readStream.ts'
import { runTools } from './runTools.ts'
import { createTools, isReserved } from './tools.ts'
import type { OpenToolbox, Toolbox } from './toolbox.ts'
import { createReport, type ReportInMaking } from './turnReport.ts'
import { within } from './within.ts'
import { readWritten } from './writtenCalls.ts'

export interface TurnDeps {
  readonly model: ResolvedModel
  readonly circuits: Circuits
  readonly toolbox: Toolbox
  readonly library: Library
  /** Milliseconds before the second attempt; doubled for the third. */
  readonly retryDelay: number
  /** From 0 to 1. */
  readonly random: () => number
}

export interface TurnContext {
  readonly callId: string
  /** Of the effect: tool calls are numbered under it. */
  readonly effectId: string
  readonly signal: AbortSignal
  /** Takes each sentence as soon as it may be heard. */
  readonly say?: (sentence: string) => void
}

/** Times a model is asked again with what its tools gave, where the request does not say. */
const defaultRounds = 3
/** Times it is asked again because its answer will not do. */
const mostNudges = 2
/** Share of the turn's time that documents and lists of tools may take. */
const preparation = 0.25

/** Runs one model turn within its time. Never rejects: whatever goes wrong is a failed result with its reason. */
export async function performTurn(
  request: ModelRequest,
  context: TurnContext,
  deps: TurnDeps,
): Promise<EffectResult> {
  const endsAt = performance.now() + request.timeout
  const timeUp = AbortSignal.timeout(Math.ceil(request.timeout))
  const signal = AbortSignal.any([context.signal, timeUp])
  const report = createReport()
  const left = () => endsAt - performance.now()
  const ask: AskDeps = { ...deps, report, signal, left }
  const turn = new Turn(request, context, deps, ask)
  const result = await turn.run().catch((error: unknown) => toFailure(error))
  if (!('why' in result)) return result
  const { report: done } = report.done()
  const why = timeUp.aborted ? 'The model took too long.' : result.why
  return { type: 'failed', why, timedOut: timeUp.aborted, ...(done ? { report: done } : {}) }
}

type Answered = Extract<EffectResult, { type: 'model' }>

/** One turn: what is known of it while it goes on. */
class Turn {
  private readonly request: ModelRequest
  private readonly context: TurnContext
  private readonly deps: TurnDeps
  private readonly ask: AskDeps
  private readonly report: ReportInMaking
  private readonly nudged = new Set<Nudge>()
  private readonly gate: Gate
  private collected: ModelAnswer['collected'] = {}
  private provider: string
  private toolCalls = 0

  constructor(request: ModelRequest, context: TurnContext, deps: TurnDeps, ask: AskDeps) {
    this.request = request
    this.context = context
    this.deps = deps
    this.ask = ask
    this.report = ask.report
    this.provider = deps.model.title
    this.gate = createGate(request, {
      say: context.say ?? (() => {}),
      note: this.report.note,
      nudged: this.nudged,
    })
  }

  async run(): Promise<Answered | Failure> {
    const [passages, box] = await Promise.all([this.findPassages(), this.openTools()])
    const offered = box.tools.filter(({ name }) => !isReserved(name))
    const tools = createTools(this.request, offered)
    const names = new Set(offered.map(({ name }) => name))
    let messages = messagesOf(this.request, composePrompt(this.request, passages))
    let rounds = this.request.rounds ?? defaultRounds
    for (let asked = 0; asked <= defaultRounds + mostNudges + rounds; asked++) {
      const isLastRound = rounds <= 0
      const answer = await this.askOnce(messages, isLastRound ? withoutOutside(tools, names) : tools)
      if ('why' in answer) return this.brokenOff(answer)
      const calls = readCalls(answer.calls, this.request, isLastRound ? new Set() : names)
      this.take(calls)
      const verdict = this.gate.end({
        isWhole: answer.finish !== 'length',
        acts: calls.exit !== null || calls.outside.length > 0,
      })
      if (verdict.type === 'guarded') return this.guarded({ ...verdict.hit, by: 'agent' })
      if (calls.guard !== null) {
        const what = this.request.guards?.[calls.guard]?.topic ?? ''
        return this.guarded({ guard: calls.guard, what, by: 'caller' })
      }
      const results = await runTools(calls, box, this.toolContext(), this.report)
      if (calls.exit || this.request.judges) return this.answered(calls.exit)
      if (calls.outside.length > 0) {
        rounds--
        messages = [...messages, ...exchangeOf(answer, results)]
        continue
      }
      if (verdict.type === 'said') return this.answered(null)
      if (verdict.nudge === 'empty' && answer.calls.length > 0 && asked < defaultRounds) {
        messages = [...messages, ...exchangeOf(answer, results)]
        continue
      }
      if (this.nudged.has(verdict.nudge) || this.nudged.size >= mostNudges) {
        return failure(whyOf[verdict.nudge])
      }
      this.nudged.add(verdict.nudge)
      this.report.note(noteOf[verdict.nudge])
      messages = [...messages, ...nudgeOf(verdict.nudge, verdict.said, this.request.language)]
    }
    return failure('The model called tools again and again and said nothing.')
  }

  private async findPassages() {
    const { documents = [], history } = this.request
    if (documents.length === 0) return []
    // What the caller said last, and the question it answers.
    const said = history.slice(-3).map(({ text }) => text).join('\n')
    const limit = this.request.timeout * preparation
    const found = await within(limit, this.ask.signal, (signal) =>
      this.deps.library.find(documents, said, signal),
    ).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : 'for no reason given'
      this.report.note(`The documents could not be searched: ${why}`)
      return []
    })
    this.report.found(found)
    return found
  }

  private async openTools(): Promise<OpenToolbox> {
    if ((this.request.tools ?? []).length === 0) return noTools
    const limit = this.request.timeout * preparation
    const box = await within(limit, this.ask.signal, (signal) =>
      this.deps.toolbox.open(this.request, signal),
    ).catch(() => ({ ...noTools, notes: ['The tools could not be listed in time.'] }))
    for (const note of box.notes) this.report.note(note)
    return box
  }

  private async askOnce(
    messages: readonly ChatCompletionMessageParam[],
    tools: Question['tools'],
  ): Promise<RawTurn | Failure> {
    let text = ''
    // JSON and written tool calls are not read out.
    const isWritten = () => /^\s*(?:[[{]|<tool_call|```)/.test(text)
    const asked = await askRoutes(
      {
        messages,
        tools,
        onText: (more) => {
          text += more
          return isWritten() || this.gate.add(more)
        },
        onAgain: () => {
          text = ''
          this.gate.reset()
        },
        isSpoken: () => this.gate.hasSpokenNow(),
      },
      this.ask,
    )
    if ('why' in asked) return asked
    this.provider = asked.route.title
    if (!isWritten()) return asked.turn
    const names = new Set(
      tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : [])),
    )
    const written = readWritten(asked.turn.text, names)
    this.report.note('The model wrote JSON instead of speech: it was taken for what it means.')
    this.gate.add(written.text)
    return { ...asked.turn, text: written.text, calls: [...asked.turn.calls, ...written.calls] }
  }

  private take(calls: ReadCalls): void {
    this.collected = { ...this.collected, ...calls.collected }
    for (const why of calls.ignored) this.report.note(`A call was ignored. ${why}`)
  }

  private toolContext() {
    const { callId, effectId } = this.context
    return {
      callId,
      nextId: () => `${effectId}.t${++this.toolCalls}`,
      signal: this.ask.signal,
    }
  }

  /** The model failed; what was said before cannot be taken back, so the turn ends with it. */
  private brokenOff(why: Failure): Answered | Failure {
    const hasSpoken = this.gate.spoken() !== ''
    this.gate.end({ isWhole: false, acts: true })
    if (!hasSpoken) return why
    this.report.note(`The answer broke off after it had begun. ${why.why}`)
    return this.answered(null)
  }

  private answered(exit: ModelAnswer['exit']): Answered {
    const answer = {
      say: this.gate.spoken(),
      collected: this.collected,
      exit,
      ...this.report.done(),
    }
    return { type: 'model', answer, provider: this.provider }
  }

  private guarded(hit: NonNullable<ModelAnswer['guarded']>): Answered {
    const { guards = [] } = this.request
    const said = this.gate.spoken()
    const sentence = guards[hit.guard]?.say ?? ''
    if (sentence !== '') this.context.say?.(sentence)
    const { answer } = this.answered(null)
    return {
      type: 'model',
      answer: takenOver(answer, hit, guards, said),
      provider: this.provider,
    }
  }
}

const noTools: OpenToolbox = {
  tools: [],
  notes: [],
  call: async (tool) => ({ tool, ok: false, summary: '', text: 'There is no such tool.' }),
}

const withoutOutside = (tools: Question['tools'], names: ReadonlySet<string>) =>
  tools.filter((tool) => tool.type !== 'function' || !names.has(tool.function.name))

const failure = (why: string): Failure => ({ why, isRetryable: false, retryAfter: null })

const whyOf: Readonly<Record<Nudge, string>> = {
  empty: 'The model said nothing.',
  repeats: 'The model repeated itself.',
  language: 'The model spoke another language.',
  claims: 'The model says that something was done, and no tool did it.',
}
const noteOf: Readonly<Record<Nudge, string>> = {
  empty: 'The model said nothing and was asked again.',
  repeats: 'The model repeated itself and was asked again.',
  language: 'The model spoke another language and was asked again.',
  claims: 'The model claimed what no tool had done and was asked again.',
}
