import { setTimeout as wait } from 'node:timers/promises'
import type {
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions'
import type { Circuits } from './circuit.ts'
import { type Failure, toFailure } from './failure.ts'
import type { ModelRoute, ResolvedModel } from './modelProviders.ts'
import { type RawTurn, readStream } from './readStream.ts'
import { withoutStrict } from './tools.ts'
import type { ReportInMaking } from './turnReport.ts'

/** One question to a model: what is sent, and what becomes of what it writes. */
export interface Question {
  readonly messages: readonly ChatCompletionMessageParam[]
  readonly tools: readonly ChatCompletionTool[]
  /** Takes text as it comes; false when the rest is not wanted. */
  readonly onText: (text: string) => boolean
  /** Nothing was heard of what came before: the model is asked again. */
  readonly onAgain: () => void
  /** Something was heard, and cannot be taken back. */
  readonly isSpoken: () => boolean
}

export interface AskDeps {
  readonly model: ResolvedModel
  readonly circuits: Circuits
  readonly report: ReportInMaking
  /** Milliseconds before the second attempt; doubled for the third. */
  readonly retryDelay: number
  /** From 0 to 1. */
  readonly random: () => number
  /** Ends the turn: its time is up, or nobody wants it any more. */
  readonly signal: AbortSignal
  /** Milliseconds left of the turn. */
  readonly left: () => number
}

const mostAttempts = 3
/** Share of what is left that an attempt may be silent while another one may follow. */
const patience = 0.45
/** Milliseconds that an attempt always has. */
const shortestPatience = 400

export interface Asked {
  readonly turn: RawTurn
  /** Who answered. */
  readonly route: ModelRoute
}

/** Asks until a model answers: again where that may help, then the one to fall back on, within the time of the turn. */
export async function askRoutes(question: Question, deps: AskDeps): Promise<Asked | Failure> {
  const { model, report } = deps
  const routes: readonly ModelRoute[] = model.fallback ? [model, model.fallback] : [model]
  let failure: Failure = { why: 'No model was asked.', isRetryable: false, retryAfter: null }
  for (const [index, route] of routes.entries()) {
    const isLast = index === routes.length - 1
    const asked = await askOne(question, route, deps, isLast)
    if (!('why' in asked)) {
      if (index > 0) report.note(`${route.title} answered instead of ${model.title}.`)
      return asked
    }
    failure = asked
    if (deps.signal.aborted || question.isSpoken()) return failure
    if (!isLast) report.note(`${route.title}: ${failure.why}`)
  }
  return failure
}

async function askOne(
  question: Question,
  route: ModelRoute,
  deps: AskDeps,
  isLast: boolean,
): Promise<Asked | Failure> {
  const { signal, left, report, circuits } = deps
  let plain = false
  // Who can fall back does not wait for the first one to recover.
  const most = isLast ? mostAttempts : 1
  for (let tried = 1; ; tried++) {
    if (!circuits.ask(route.provider)) {
      const why = `${route.title} is left alone for a moment: it failed several times in a row.`
      return { why, isRetryable: false, retryAfter: null }
    }
    const mayFollow = tried < most || !isLast
    const turn = await readOnce(question, route, deps, { plain, mayFollow })
    reportHealth(turn, route, deps)
    if (!('why' in turn)) return { turn, route }
    if (signal.aborted || question.isSpoken()) return turn
    if (turn.isUnsupported && !plain) {
      plain = true
      tried--
      report.note(`${route.title} was asked again more plainly: it does not know every option.`)
      continue
    }
    if (!turn.isRetryable || tried >= most) return turn
    const delay = delayOf(turn, tried, deps)
    if (delay >= left()) return turn
    report.note(`Attempt ${tried}: ${turn.why}`)
    await wait(delay, undefined, { signal }).catch(() => {})
  }
}

/** A pause that grows, and differs from call to call, so that not all come back at once. */
const delayOf = ({ retryAfter }: Failure, tried: number, { retryDelay, random }: AskDeps): number =>
  retryAfter ?? retryDelay * 2 ** (tried - 1) * (0.5 + random() / 2)

/** A wrong key or a wrong question says nothing about the health of a provider. */
function reportHealth(turn: RawTurn | Failure, { provider }: ModelRoute, deps: AskDeps): void {
  const { circuits, signal, left } = deps
  if (!('why' in turn)) {
    circuits.report(provider, 'answered')
    return
  }
  // Given up by the caller: nobody's fault.
  if (signal.aborted && left() > 0) return
  circuits.report(provider, turn.isRetryable || signal.aborted ? 'failed' : 'answered')
}

async function readOnce(
  { messages, tools, onText, onAgain }: Question,
  route: ModelRoute,
  { signal, left, report }: AskDeps,
  { plain, mayFollow }: { readonly plain: boolean; readonly mayFollow: boolean },
): Promise<RawTurn | Failure> {
  const silence = new AbortController()
  const limit = mayFollow ? Math.max(shortestPatience, left() * patience) : Math.max(0, left())
  let timer = setTimeout(() => silence.abort(), limit)
  const onChunk = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), limit)
  }
  const asStrict = route.takes?.strictTools !== false && !plain
  const takesUsage = route.takes?.streamOptions !== false && !plain
  const sentTools = asStrict ? tools : withoutStrict(tools)
  try {
    onAgain()
    const aborted = AbortSignal.any([signal, silence.signal])
    const chunks = await route.client.chat.completions.create(
      {
        ...route.parameters,
        model: route.model,
        stream: true,
        messages: [...messages],
        ...(takesUsage ? { stream_options: { include_usage: true } } : {}),
        ...(sentTools.length > 0 ? { tools: [...sentTools] } : {}),
      },
      { signal: aborted, timeout: Math.max(1, Math.ceil(left())), maxRetries: 0 },
    )
    const turn = await readStream(chunks, { onText, onChunk })
    const sent = JSON.stringify(messages).length + JSON.stringify(sentTools).length
    const received = lettersOf(turn)
    if (turn.usage || received > 0) report.use(turn.usage, { sent, received }, route.price)
    if (turn.finish !== null) return turn
    // The library ends an aborted stream as if it were over.
    return silence.signal.aborted ? tooSilent : { ...brokenOff, isRetryable: !signal.aborted }
  } catch (error) {
    return silence.signal.aborted && !signal.aborted ? tooSilent : toFailure(error)
  } finally {
    clearTimeout(timer)
  }
}

const tooSilent: Failure = {
  why: "The model's server did not answer in time.",
  isRetryable: true,
  retryAfter: null,
}
const brokenOff: Failure = {
  why: "The model's answer broke off.",
  isRetryable: true,
  retryAfter: null,
}

const lettersOf = ({ text, calls }: RawTurn): number =>
  text.length + calls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 0)
