import { setTimeout as wait } from 'node:timers/promises'
import type {
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions'
import type { ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult, ModelAnswer } from '#shared/session/event.ts'
import { composePrompt } from './composePrompt.ts'
import type { EarlyTurn } from './createModel.ts'
import { type Failure, toFailure } from './failure.ts'
import { type ReadCalls, readCalls } from './readCalls.ts'
import { type RawTurn, readStream } from './readStream.ts'
import { createSentences, type Sentences } from './sentences.ts'
import { createTools } from './tools.ts'
import { toSpeech } from './toSpeech.ts'

/** Opens one streamed completion. */
type OpenStream = (
  messages: readonly ChatCompletionMessageParam[],
  tools: readonly ChatCompletionTool[],
  signal: AbortSignal,
) => Promise<AsyncIterable<unknown>>

export interface TurnDeps {
  readonly open: OpenStream
  readonly provider: string
  /** Milliseconds before the second attempt; doubled for the third. */
  readonly retryDelay: number
  /** Takes each sentence as soon as it is complete. */
  readonly say?: (sentence: string) => void
  readonly early?: EarlyTurn
  /** A static message and numbers. */
  readonly note: (fields: Readonly<Record<string, unknown>>, message: string) => void
}

/** Requests of one turn: the answer, and once more when it called tools and said nothing. */
const mostRounds = 2
const mostAttempts = 3

/** Runs one model turn within its time. Never rejects: whatever goes wrong is a failed result with its reason. */
export async function performTurn(
  request: ModelRequest,
  signal: AbortSignal,
  deps: TurnDeps,
): Promise<EffectResult> {
  const endsAt = performance.now() + request.timeout
  const timeUp = AbortSignal.timeout(Math.ceil(request.timeout))
  const either = AbortSignal.any([signal, timeUp])
  const limits = { signal: either, left: () => endsAt - performance.now() }
  const spoken = await converse(request, limits, deps).catch((error: unknown) => toFailure(error))
  if (timeUp.aborted && 'why' in spoken) {
    return { type: 'failed', why: 'The model took too long.', timedOut: true }
  }
  if ('why' in spoken) return { type: 'failed', why: spoken.why, timedOut: false }
  return { type: 'model', answer: spoken, provider: deps.provider }
}

interface Limits {
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly left: () => number
}

async function converse(
  request: ModelRequest,
  limits: Limits,
  deps: TurnDeps,
): Promise<ModelAnswer | Failure> {
  const tools = createTools(request)
  let messages = messagesOf(request)
  let collected: ModelAnswer['collected'] = {}
  const sentences = deps.say ? createSentences(deps.say) : null
  for (let round = 0; round < mostRounds; round++) {
    const turn = await attempt(messages, tools, limits, { ...deps, sentences })
    if ('why' in turn) return turn
    // Begun before the caller was known to be done: what was called for waits until somebody asks.
    if (turn.calls.length > 0) await deps.early?.confirmed
    const calls = readCalls(turn.calls, request)
    if (calls.ignored > 0) deps.note({ ignored: calls.ignored }, 'A model called tools wrongly')
    collected = { ...collected, ...calls.collected }
    const say = toSpeech(turn.text)
    sentences?.end()
    if (say !== '' || calls.exit) return { say, collected, exit: calls.exit }
    if (turn.calls.length === 0) break
    messages = [...messages, ...exchangeOf(turn, calls)]
  }
  return { why: 'The model said nothing.', isRetryable: false, retryAfter: null }
}

/** One completion, asked again after a failure that may pass, as long as the turn's time allows. */
async function attempt(
  messages: readonly ChatCompletionMessageParam[],
  tools: readonly ChatCompletionTool[],
  { signal, left }: Limits,
  { open, retryDelay, sentences, early }: TurnDeps & { readonly sentences: Sentences | null },
): Promise<RawTurn | Failure> {
  for (let tried = 1; ; tried++) {
    const turn = await readOnce(messages, tools, signal, { open, sentences, early })
    const spoken = sentences?.spoken() ?? ''
    // What was said cannot be taken back: the turn ends with it, and the caller may answer.
    if ('why' in turn && spoken !== '') return { text: spoken, calls: [], finish: 'broken' }
    if (!('why' in turn) || !turn.isRetryable || tried === mostAttempts) return turn
    const delay = turn.retryAfter ?? retryDelay * 2 ** (tried - 1)
    if (delay >= left() || signal.aborted) return turn
    await wait(delay, undefined, { signal })
  }
}

async function readOnce(
  messages: readonly ChatCompletionMessageParam[],
  tools: readonly ChatCompletionTool[],
  signal: AbortSignal,
  {
    open,
    sentences,
    early,
  }: {
    readonly open: OpenStream
    readonly sentences: Sentences | null
    readonly early: EarlyTurn | undefined
  },
): Promise<RawTurn | Failure> {
  try {
    sentences?.reset()
    const turn = await readStream(await open(messages, tools, signal), (text) => {
      early?.onToken?.()
      sentences?.add(text)
    })
    if (turn.finish !== null) return turn
    const why = "The model's answer broke off."
    return { why, isRetryable: !signal.aborted, retryAfter: null }
  } catch (error) {
    return toFailure(error)
  }
}

function messagesOf(request: ModelRequest): ChatCompletionMessageParam[] {
  const { history } = request
  // Many models' templates want the caller to begin.
  const opening =
    history[0]?.role === 'caller' ? [] : [{ role: 'user' as const, content: '(The call begins.)' }]
  return [
    { role: 'system', content: composePrompt(request) },
    ...opening,
    ...history.map(({ role, text }) =>
      role === 'caller'
        ? {
            role: 'user' as const,
            content: text || '(The caller said nothing that was understood.)',
          }
        : { role: 'assistant' as const, content: text },
    ),
  ]
}

/** What the model called, and what it is told back. */
function exchangeOf(turn: RawTurn, calls: ReadCalls): ChatCompletionMessageParam[] {
  return [
    {
      role: 'assistant',
      content: null,
      tool_calls: turn.calls.map((call) => ({
        id: call.id,
        type: 'function',
        function: { name: call.name, arguments: call.arguments },
      })),
    },
    ...turn.calls.map((call, index) => ({
      role: 'tool' as const,
      tool_call_id: call.id,
      content: calls.results[index] ?? '',
    })),
  ]
}
