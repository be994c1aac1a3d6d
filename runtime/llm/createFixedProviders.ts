import OpenAI from 'openai'
import type { ModelProviders, ModelRoute } from './modelProviders.ts'

export interface FixedModel {
  readonly apiKey: string | null
  /** Of any server that speaks Chat Completions: OpenAI, Azure, Groq, Ollama, vLLM. Null: OpenAI's. */
  readonly baseURL: string | null
  readonly model: string
}

/** The one model that the environment names; none when there is neither a key nor a server. */
export function createFixedProviders({ apiKey, baseURL, model }: FixedModel): ModelProviders {
  if (!apiKey && !baseURL) {
    return { resolveModel: async () => null, resolveEmbeddings: async () => null }
  }
  const route: ModelRoute = {
    provider: baseURL ?? 'openai',
    title: model,
    model,
    price: null,
    client: new OpenAI({
      // Servers at home take any key; the library wants one.
      apiKey: apiKey || 'none',
      ...(baseURL ? { baseURL } : {}),
      maxRetries: 0,
      logLevel: 'off',
    }),
  }
  return {
    resolveModel: async () => ({ ...route, fallback: null }),
    resolveEmbeddings: async () => null,
  }
}
