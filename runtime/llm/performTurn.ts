import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import { takenOver } from '#shared/guards/checkGuards.ts'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult, ModelAnswer } from '#shared/session/event.ts'
import { type AskDeps, askRoutes, type Question } from './askRoute.ts'
import type { Circuits } from './circuit.ts'
import { composePrompt } from './composePrompt.ts'
import { type Failure, toFailure } from './failure.ts'
import { createGate, type Gate, type Nudge, type Verdict } from './gate.ts'
import type { Library } from './library.ts'
import { exchangeOf, messagesOf, nudgeOf } from './messages.ts'
import type { ResolvedModel } from './modelProviders.ts'
import { type ReadCalls, readCalls } from './readCalls.ts'
import type { RawTurn } from './readStream.ts'
import { runTools } from './runTools.ts'
import type { OpenToolbox, Toolbox } from './toolbox.ts'
import { createTools, isReserved } from './tools.ts'
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
  /** Called when text has come. */
  readonly onToken?: () => void
  /** Of a turn that was begun early: nothing but its text is wanted before this resolves (see `EffectContext`). */
  readonly confirmed?: Promise<void>
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
  const why = timeUp.aborted ? tookTooLong : result.why
  return { type: 'failed', why, timedOut: timeUp.aborted, ...(done ? { report: done } : {}) }
}

type GuardedBy = NonNullable<ModelAnswer['guarded']>
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
  private toolRounds = 0
  private silentRounds = 0

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
    const offered = box.tools.filter(({ name }) => !isReserved(name, this.request))
    const tools = createTools(this.request, offered)
    const names = new Set(offered.map(({ name }) => name))
    const most = this.request.rounds ?? defaultRounds
    let messages = messagesOf(this.request, composePrompt(this.request, passages))
    for (let rounds = 0; rounds <= most + defaultRounds + mostNudges; rounds++) {
      if (rounds > 0) await this.whenConfirmed()
      const mayCall = this.toolRounds < most
      const turn = await this.askOnce(messages, mayCall ? tools : withoutOutside(tools, names))
      if ('why' in turn) return this.brokenOff(turn)
      if (turn.calls.length > 0) await this.whenConfirmed()
      const next = await this.read(turn, mayCall ? names : new Set(), box)
      if (!('more' in next)) return next
      messages = [...messages, ...next.more]
    }
    return failure('The model called tools again and again and said nothing.')
  }

  /** Until somebody asks for the turn; one that nobody wants any more ends here. */
  private async whenConfirmed(): Promise<void> {
    const { confirmed } = this.context
    if (!confirmed) return
    const { signal } = this.ask
    await within(this.request.timeout, signal, () => confirmed)
    signal.throwIfAborted()
  }

  /** What an answer comes to: the end of the turn, or what the model is told before it is asked again. */
  private async read(
    turn: RawTurn,
    names: ReadonlySet<string>,
    box: OpenToolbox,
  ): Promise<Answered | Failure | { readonly more: readonly ChatCompletionMessageParam[] }> {
    const calls = readCalls(turn.calls, this.request, names)
    this.take(calls)
    const verdict = this.gate.end({
      isWhole: turn.finish !== 'length' && turn.finish !== 'cut',
      acts: calls.exit !== null || calls.outside.length > 0,
    })
    const hit = this.guardHit(verdict, calls)
    if (hit) return this.guarded(hit)
    const results = await runTools(calls, box, this.toolContext(), this.report)
    if (calls.exit || this.request.judges) return this.answered(calls.exit)
    if (calls.outside.length > 0 || calls.isRefused) {
      this.toolRounds++
      return { more: exchangeOf(turn, results) }
    }
    if (verdict.type !== 'again') return this.answered(null)
    // It kept a value and is to speak now; or it called nonsense, and knows better now.
    if (verdict.nudge === 'empty' && turn.calls.length > 0 && this.silentRounds++ < 1) {
      return { more: exchangeOf(turn, results) }
    }
    return this.again(verdict)
  }

  private guardHit(verdict: Verdict, { guard }: ReadCalls): GuardedBy | null {
    if (verdict.type === 'guarded') return { ...verdict.hit, by: 'agent' }
    const topic = guard === null ? undefined : this.request.guards?.[guard]?.topic
    return guard === null || topic === undefined ? null : { guard, what: topic, by: 'caller' }
  }

  private again({ nudge, said }: Extract<Verdict, { type: 'again' }>) {
    const isEnough = this.nudged.has(nudge) || this.nudged.size >= mostNudges
    if (isEnough || this.silentRounds > 1) return failure(whyOf[nudge])
    this.nudged.add(nudge)
    this.report.note(noteOf[nudge])
    return { more: nudgeOf(nudge, said, this.request.language) }
  }

  private async findPassages() {
    const { documents = [], history } = this.request
    if (documents.length === 0) return []
    // What the caller said last, and the question it answers.
    const said = history
      .slice(-3)
      .map(({ text }) => text)
      .join('\n')
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
    let fed = 0
    const feed = () => {
      const more = text.slice(fed)
      fed = text.length
      return this.gate.add(more)
    }
    const asked = await askRoutes(
      {
        messages,
        tools,
        onText: (more) => {
          text += more
          this.context.onToken?.()
          return mayBeWritten(text) || feed()
        },
        onAgain: () => {
          text = ''
          fed = 0
          this.gate.reset()
        },
        isSpoken: () => this.gate.hasSpokenNow(),
      },
      this.ask,
    )
    if ('why' in asked) return asked
    this.provider = asked.route.title
    if (!isWritten(text)) {
      feed()
      return asked.turn
    }
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
      onDone: this.gate.acted,
    }
  }

  /** The model failed; what was said before cannot be taken back, so the turn ends with it. */
  private brokenOff(why: Failure): Answered | Failure {
    const hasSpoken = this.gate.spoken() !== ''
    this.gate.end({ isWhole: false, acts: true })
    if (!hasSpoken) return why
    const reason = this.ask.left() <= 0 ? tookTooLong : why.why
    this.report.note(`The answer broke off after it had begun. ${reason}`)
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

  private guarded(hit: GuardedBy): Answered {
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

/** JSON and written tool calls are not read out. */
const isWritten = (text: string): boolean => /^\s*(?:[[{]|<tool_call|```)/.test(text)
const mayBeWritten = (text: string): boolean =>
  isWritten(text) || ['<tool_call', '```'].some((mark) => mark.startsWith(text.trim()))

const noTools: OpenToolbox = {
  tools: [],
  notes: [],
  call: async (tool) => ({ tool, ok: false, summary: '', text: 'There is no such tool.' }),
}

const withoutOutside = (tools: Question['tools'], names: ReadonlySet<string>) =>
  tools.filter((tool) => tool.type !== 'function' || !names.has(tool.function.name))

const tookTooLong = 'The model took too long.'

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
