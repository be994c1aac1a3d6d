import type { ModelEffect, ModelRequest } from '#shared/session/effect.ts'
import type { EffectResult, ModelAnswer } from '#shared/session/event.ts'
import { type Circuits, createCircuits } from './circuit.ts'
import type { Library } from './library.ts'
import type { ModelProviders } from './modelProviders.ts'
import type { TurnContext } from './performTurn.ts'
import { type Toolbox, toolFailed } from './toolbox.ts'
import { within } from './within.ts'

export interface ModelOptions {
  readonly providers: ModelProviders
  /** Answers where no model is set up. */
  readonly offline: (request: ModelRequest) => ModelAnswer
  /** @defaultValue circuits of its own */
  readonly circuits?: Circuits
  /** Milliseconds before a failed request is sent again. @defaultValue 250 */
  readonly retryDelay?: number
  /** @defaultValue Math.random */
  readonly random?: () => number
}

/** What a turn finds around it. */
export interface ModelContext extends Omit<TurnContext, 'effectId'> {
  /** What agents may call; absent: nothing. */
  readonly toolbox?: Toolbox
  /** Absent: no documents. */
  readonly library?: Library
}

export interface Model {
  /** Runs one turn within its own limit. Never rejects. */
  perform(effect: ModelEffect, context: ModelContext): Promise<EffectResult>
}

export const offlineName = 'offline responder'

/** Makes the model that agents speak with: what the providers name, else the built-in responder. */
export function createModel(options: ModelOptions): Model {
  const { providers, offline } = options
  const fixed = {
    circuits: options.circuits ?? createCircuits(() => performance.now()),
    retryDelay: options.retryDelay ?? 250,
    random: options.random ?? Math.random,
  }
  return {
    perform: async ({ id, request }, context) => {
      try {
        const { signal, toolbox = noToolbox, library = noLibrary } = context
        const deps = { ...fixed, toolbox, library }
        const model = await within(request.timeout, signal, () =>
          providers.resolveModel(request.model ?? ''),
        )
        if (model) {
          // A start does not wait for the libraries of models: nobody may ever ask one.
          const { performTurn } = await import('./performTurn.ts')
          return await performTurn(request, { ...context, effectId: id }, { ...deps, model })
        }
        return await respond(offline, library, request, signal)
      } catch (error) {
        const { toFailure } = await import('./failure.ts')
        const known = toFailure(error)
        return { type: 'failed', why: known.why, timedOut: false }
      }
    },
  }
}

/** The built-in responder answers from the documents as well. */
async function respond(
  offline: ModelOptions['offline'],
  library: Library,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<EffectResult> {
  const { documents = [], history, knowledge } = request
  const said = history.at(-1)?.text ?? ''
  const passages =
    documents.length === 0
      ? []
      : await within(request.timeout, signal, (until) =>
          library.find(documents, said, until),
        ).catch(() => [])
  const known = [knowledge, ...passages.map(({ text }) => text)].join('\n').trim()
  const answer = offline({ ...request, knowledge: known })
  const report = passages.length > 0 ? { report: { passages } } : {}
  return { type: 'model', answer: { ...answer, ...report }, provider: offlineName }
}

const noLibrary: Library = { find: async () => [] }
const noToolbox: Toolbox = {
  open: async () => ({ tools: [], notes: [], call: async (name) => toolFailed(name, 'Unknown.') }),
}
