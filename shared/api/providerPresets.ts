/** A service or program that speaks the Chat Completions protocol, with what is usual there. */
export interface ProviderPreset {
  readonly id: PresetId
  /** A proper name: the same in every language. */
  readonly title: string
  /** Where it usually is; a part in capitals is to be replaced. */
  readonly baseUrl: string
  /** Whether it refuses requests without a key. */
  readonly needsKey: boolean
  /** A model to begin with; empty: chosen from its list. */
  readonly model: string
  /** Models that speak and understand there; null: it does not. */
  readonly speech: { readonly model: string; readonly voice: string } | null
  readonly transcription: string | null
  /** Fields that its Chat Completions refuse. */
  readonly lacks?: readonly ('strictTools' | 'streamOptions')[]
}

export const presetIds = [
  'openai',
  'azure',
  'groq',
  'mistral',
  'openrouter',
  'together',
  'vllm',
  'lmstudio',
  'ollama',
  'other',
] as const
export type PresetId = (typeof presetIds)[number]

const silent = { model: '', speech: null, transcription: null } as const

/** In the order in which they are offered. */
export const providerPresets: readonly ProviderPreset[] = [
  {
    id: 'openai',
    title: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    model: 'gpt-4o-mini',
    speech: { model: 'gpt-4o-mini-tts', voice: 'alloy' },
    transcription: 'gpt-4o-mini-transcribe',
  },
  {
    id: 'azure',
    title: 'Azure OpenAI',
    baseUrl: 'https://RESOURCE.openai.azure.com/openai/v1',
    needsKey: true,
    ...silent,
  },
  {
    id: 'groq',
    title: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    needsKey: true,
    ...silent,
    transcription: 'whisper-large-v3-turbo',
  },
  {
    id: 'mistral',
    title: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    needsKey: true,
    ...silent,
    model: 'mistral-small-latest',
    lacks: ['streamOptions'],
  },
  {
    id: 'openrouter',
    title: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    needsKey: true,
    ...silent,
  },
  {
    id: 'together',
    title: 'Together',
    baseUrl: 'https://api.together.xyz/v1',
    needsKey: true,
    ...silent,
  },
  {
    id: 'vllm',
    title: 'vLLM',
    baseUrl: 'http://127.0.0.1:8000/v1',
    needsKey: false,
    ...silent,
  },
  {
    id: 'lmstudio',
    title: 'LM Studio',
    baseUrl: 'http://127.0.0.1:1234/v1',
    needsKey: false,
    ...silent,
  },
  {
    id: 'ollama',
    title: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434/v1',
    needsKey: false,
    ...silent,
  },
  { id: 'other', title: '', baseUrl: '', needsKey: false, ...silent },
]

export const presetOf = (id: PresetId): ProviderPreset | undefined =>
  providerPresets.find((preset) => preset.id === id)
