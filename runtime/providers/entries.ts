import type { PresetId } from '#shared/api/providerPresets.ts'
import { presetOf, providerPresets } from '#shared/api/providerPresets.ts'
import type { Provider, ProviderInput } from '#shared/api/providers.ts'
import type { Config } from '../config.ts'
import type { ProviderRecord } from '../storage/providerStore.ts'
import type { Vault } from '../storage/vault.ts'

/** A server of models as it can be asked now, wherever it is known from. */
export interface ProviderEntry {
  readonly id: string
  readonly origin: Provider['origin']
  readonly settings: Omit<ProviderInput, 'key'>
  readonly key: string | null
  readonly isKeyLost: boolean
}

export const environmentId = 'environment'
export const ollamaId = 'ollama'

/** Where in the store a key belongs: a sealed key opens nowhere else. */
export const keyContext = (id: string) => `providers/${id}/key`

/** A server that somebody entered. */
export function ofRecord({ id, settings, sealedKey }: ProviderRecord, vault: Vault): ProviderEntry {
  const key = sealedKey === null ? null : vault.open(sealedKey, keyContext(id))
  return { id, origin: 'settings', settings, key, isKeyLost: sealedKey !== null && key === null }
}

/** The server of `OPENAI_*`; null: none is named. */
export function ofEnvironment(openai: Config['openai']): ProviderEntry | null {
  const { apiKey, baseUrl, speechModel, transcriptionModel } = openai
  if (apiKey === null && baseUrl === null) return null
  const preset = presetAt(baseUrl)
  const known = presetOf(preset)
  // Other servers than OpenAI's speak and listen only when told which model does.
  const isOpenAi = apiKey !== null && baseUrl === null
  const speaks = speechModel ?? (isOpenAi ? (known?.speech?.model ?? null) : null)
  const listens = transcriptionModel ?? (isOpenAi ? (known?.transcription ?? null) : null)
  return {
    id: environmentId,
    origin: 'environment',
    settings: {
      title: known?.title || hostOf(baseUrl),
      preset,
      baseUrl: baseUrl ?? known?.baseUrl ?? '',
      model: openai.model ?? 'gpt-4o-mini',
      speech: speaks === null || apiKey === null ? null : { model: speaks, voice: '', voices: [] },
      transcription: listens === null || apiKey === null ? null : { model: listens },
      price: null,
    },
    key: apiKey,
    isKeyLost: false,
  }
}

/** An Ollama that runs on this computer and nobody entered. */
export const ofOllama = (baseUrl: string): ProviderEntry => ({
  id: ollamaId,
  origin: 'found',
  settings: {
    title: 'Ollama',
    preset: 'ollama',
    baseUrl,
    model: '',
    speech: null,
    transcription: null,
    price: null,
  },
  key: null,
  isKeyLost: false,
})

/** An id to be read in flows and their exports: made of the title once, and never changed. */
export function idFor(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  const name = plain === '' ? 'provider' : plain
  for (let count = 1; ; count++) {
    const id = count === 1 ? name : `${name}-${count}`
    if (!taken.has(id) && !reserved.has(id)) return id
  }
}

const reserved = new Set([environmentId, 'built-in', 'choices', 'list', 'try', 'models'])

function presetAt(baseUrl: string | null): PresetId {
  if (baseUrl === null) return 'openai'
  const host = hostOf(baseUrl)
  if (host.endsWith('.openai.azure.com')) return 'azure'
  return providerPresets.find((preset) => hostOf(preset.baseUrl) === host)?.id ?? 'other'
}

export const hostOf = (url: string | null): string =>
  url !== null && URL.canParse(url) ? new URL(url).host.replace(/^localhost\b/, '127.0.0.1') : ''

/** What a client of this server is made of. */
export const accessOf = ({ settings, key }: ProviderEntry) => ({
  preset: settings.preset,
  baseUrl: settings.baseUrl,
  key,
})
