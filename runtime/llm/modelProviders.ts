import type OpenAI from 'openai'

/** Which models there are, and by which connection: the seam between a model's turn and the settings of providers. */
export interface ModelProviders {
  /**
   * The model of that name, as agents and flows name it; empty: the installation's own. Null: none is set up, and the
   * built-in responder answers. An unknown name is a `ProviderRefused`. Asked at the start of each turn, so a changed key
   * or a new model counts from the next turn on.
   */
  resolveModel(name: string): Promise<ResolvedModel | null>
  /** What turns texts into vectors for searching documents; null: words alone are searched. */
  resolveEmbeddings(): Promise<ModelRoute | null>
}

/** One model at one provider, ready to be asked. */
export interface ModelRoute {
  /** Of the provider, not of the model: what its circuit breaker and its health are kept under. Never a secret. */
  readonly provider: string
  /** For people: the trace, the call view, log lines. */
  readonly title: string
  /** Made with `maxRetries: 0`: a turn retries by itself, within its own time. */
  readonly client: OpenAI
  /** What the provider calls the model. */
  readonly model: string
  /** Whether it takes `strict: true` on tools, and `stream_options`; absent: it does. */
  readonly takes?: {
    readonly strictTools?: boolean
    readonly streamOptions?: boolean
  }
  /** Null: what a call costs is not counted, its tokens are. */
  readonly price: ModelPrice | null
  /** Sent with each request, such as `temperature` or `max_completion_tokens`. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>
}

/** What a million tokens cost, in any one currency for the whole installation. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
}

/** A model, and what answers when it cannot. */
export interface ResolvedModel extends ModelRoute {
  readonly fallback: ModelRoute | null
}

/** No model can be given, with a sentence for the trace that says what to mend. */
export class ProviderRefused extends Error {}
