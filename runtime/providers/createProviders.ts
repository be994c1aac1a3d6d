import {
  builtIn,
  type Choices,
  type ListedModels,
  type OfferedModels,
  type Provider,
  type ProviderInput,
  type Providers as ProvidersAnswer,
} from '#shared/api/providers.ts'
import type { Config } from '../config.ts'
import type { ModelProviders } from '../llm/modelProviders.ts'
import type { ProviderStore } from '../storage/providerStore.ts'
import type { Vault } from '../storage/vault.ts'
import { readBaseUrl } from './baseUrl.ts'
import { type Known, listener, speaker, standardModel } from './choose.ts'
import { createModelProviders } from './createModelProviders.ts'
import {
  accessOf,
  hostOf,
  idFor,
  keyContext,
  ofEnvironment,
  ofOllama,
  ofRecord,
  ollamaId,
  type ProviderEntry,
} from './entries.ts'
import { findOllama, ollamaAddress } from './findOllama.ts'
import { createModelLists, listModels } from './modelLists.ts'

export interface ProvidersOptions {
  readonly store: ProviderStore
  readonly vault: Vault
  readonly openai: Config['openai']
  readonly now: () => number
  readonly log: { warn(fields: object, message: string): void }
  /** @defaultValue looks at Ollama's default port */
  readonly findOllama?: () => Promise<boolean>
  readonly listModels?: typeof listModels
}

/** What cannot be saved, with a sentence for whoever entered it. */
export class ProviderInvalid extends Error {}

/** The servers that this installation thinks, speaks and understands with. Changes count from the next turn on. */
export interface Providers extends ModelProviders {
  /** As it was known last: never waits. Asking looks again in the background. */
  known(): Known
  /** Reads the store again when what is known is older than a second. */
  refresh(): Promise<Known>
  /** Everything the settings page shows; looks for Ollama and asks the servers for their models. */
  overview(): Promise<ProvidersAnswer>
  offered(): Promise<OfferedModels>
  /** Null: a new one. Rejects with `ProviderInvalid`. */
  save(id: string | null, input: ProviderInput): Promise<Provider>
  /** False when there is none that could be removed. */
  remove(id: string): Promise<boolean>
  choose(choices: Choices): Promise<void>
  /** A server as a screen describes it, not saved; with the key that is kept unless another is given. */
  draft(id: string | null, input: ProviderInput): Promise<ProviderEntry>
}

/** Milliseconds after which another process may have changed something. */
const freshFor = 1_000
/** Milliseconds between looks for Ollama. */
const ollamaFreshFor = 5_000

/** Keeps what is known of providers and answers from it. Nothing is read before the first question. */
export function createProviders(options: ProvidersOptions): Providers {
  const { store, vault, now, log } = options
  const listOf = createModelLists(now, options.listModels ?? listModels)
  const find = options.findOllama ?? findOllama
  const environment = ofEnvironment(options.openai)
  let stored: readonly ProviderEntry[] = []
  let choices: Choices = { model: '', fallback: '', speech: '', transcription: '', embeddings: '' }
  let known: Known = { entries: environment ? [environment] : [], choices }
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<Known> | null = null
  let ollama: { readonly isThere: boolean; readonly at: number } | null = null

  const combine = () => {
    const own = [...(environment ? [environment] : []), ...stored]
    const isOwn = own.some(({ settings }) => hostOf(settings.baseUrl) === hostOf(ollamaAddress))
    const found = ollama?.isThere && !isOwn ? [ofOllama(ollamaAddress)] : []
    known = { entries: [...own, ...found], choices }
    return known
  }
  const read = async () => {
    const [records, chosen] = await Promise.all([store.listProviders(), store.readChoices()])
    stored = records.map((record) => ofRecord(record, vault))
    choices = chosen
    readAt = now()
    return combine()
  }
  const refresh = (): Promise<Known> => {
    if (now() - readAt < freshFor) return Promise.resolve(known)
    reading ??= read()
      // With the store away, calls go on with what was known.
      .catch((error: unknown) => {
        log.warn({ err: error }, 'The settings of providers could not be read.')
        return known
      })
      .finally(() => {
        reading = null
      })
    return reading
  }
  const lookForOllama = async () => {
    if (ollama && now() - ollama.at < ollamaFreshFor) return
    ollama = { isThere: ollama?.isThere ?? false, at: now() }
    ollama = { isThere: await find(), at: now() }
    combine()
  }
  const lookAgain = async () => {
    readAt = Number.NEGATIVE_INFINITY
    await reading
    return refresh()
  }
  const draft = async (id: string | null, input: ProviderInput): Promise<ProviderEntry> => {
    const { entries } = await refresh()
    const old = entries.find((entry) => entry.id === id)
    const { key, ...settings } = input
    const address = readBaseUrl(settings.baseUrl)
    if (!address.ok) throw new ProviderInvalid(address.error)
    if (key !== undefined && !/^[\x21-\x7e]*$/.test(key)) {
      throw new ProviderInvalid('The key holds a sign that no key has: copy it again.')
    }
    const baseUrl = address.value
    // A key belongs to the server it was entered for: sent elsewhere, it would be given away.
    const isSame =
      old !== undefined && new URL(old.settings.baseUrl).origin === new URL(baseUrl).origin
    const kept = isSame ? old.key : null
    return {
      id: id ?? '',
      origin: old?.origin ?? 'settings',
      settings: { ...settings, baseUrl },
      key: key === undefined ? kept : key || null,
      isKeyLost: key === undefined && isSame && old.isKeyLost,
    }
  }
  const viewOf = async (entry: ProviderEntry): Promise<Provider> => {
    const { models, failure } = entry.isKeyLost ? nothing : await listOf(accessOf(entry))
    return { ...publicly(entry), models: failure ? null : models, failure }
  }
  const namesOf = async (entry: ProviderEntry): Promise<string[] | null> => {
    if (entry.isKeyLost) return null
    const { models, failure } = await listOf(accessOf(entry))
    return failure ? null : models
  }

  return {
    ...createModelProviders({ refresh, namesOf }),
    known: () => {
      void refresh()
      return known
    },
    refresh: async () => {
      void lookForOllama()
      return refresh()
    },
    overview: async () => {
      await Promise.all([lookForOllama(), refresh()])
      const inUse = known
      return {
        providers: await Promise.all(inUse.entries.map(viewOf)),
        choices: inUse.choices,
        inUse: {
          model: nameOfStandard(inUse) ?? builtIn,
          speech: speaker(inUse)?.id ?? builtIn,
          transcription: listener(inUse)?.id ?? builtIn,
        },
      }
    },
    offered: async () => {
      await Promise.all([lookForOllama(), refresh()])
      const lists = await Promise.all(
        known.entries.map(async (entry) => {
          const own = entry.settings.model
          const names = new Set([...(own === '' ? [] : [own]), ...((await namesOf(entry)) ?? [])])
          return [...names].map((model) => ({
            name: `${entry.id}/${model}`,
            model,
            provider: entry.settings.title,
          }))
        }),
      )
      return { models: lists.flat(), standard: nameOfStandard(known) }
    },
    save: async (id, input) => {
      const { entries } = await lookAgain()
      const entry = await draft(id, input)
      const records = await store.listProviders()
      const old = records.find((record) => record.id === id)
      if (id !== null && !old) throw new ProviderInvalid('This provider cannot be changed here.')
      const isOllama = hostOf(entry.settings.baseUrl) === hostOf(ollamaAddress)
      const taken = new Set([...entries.map((other) => other.id), ollamaId])
      const isFree = !records.some((record) => record.id === ollamaId)
      const newId = isOllama && isFree ? ollamaId : idFor(entry.settings.title, taken)
      const kept = id ?? newId
      await store.saveProvider({
        id: kept,
        settings: entry.settings,
        sealedKey: sealed(entry, kept, input, old?.sealedKey ?? null),
        createdAt: old?.createdAt ?? now(),
      })
      await lookAgain()
      return viewOf({ ...entry, id: kept, origin: 'settings' })
    },
    remove: async (id) => {
      const isGone = await store.deleteProvider(id)
      await lookAgain()
      return isGone
    },
    choose: async (wanted) => {
      await store.saveChoices(wanted)
      await lookAgain()
    },
    draft,
  }

  /** A key that cannot be opened any more is kept as it is: its vault may come back. */
  function sealed(
    { key, isKeyLost }: ProviderEntry,
    id: string,
    input: ProviderInput,
    old: string | null,
  ): string | null {
    if (isKeyLost && input.key === undefined) return old
    return key === null ? null : vault.seal(key, keyContext(id))
  }
}

function nameOfStandard(known: Known): string | null {
  const chosen = standardModel(known)
  return chosen && `${chosen.entry.id}/${chosen.model}`
}

const nothing: ListedModels = { models: [], failure: null }

/** Shorter keys would be half told by their last characters. */
const leastTold = 20

function publicly({
  id,
  origin,
  settings,
  key,
  isKeyLost,
}: ProviderEntry): Omit<Provider, 'models' | 'failure'> {
  return {
    id,
    origin,
    ...settings,
    hasKey: key !== null || isKeyLost,
    keyTail: key !== null && key.length >= leastTold ? key.slice(-4) : null,
    isKeyLost,
  }
}
