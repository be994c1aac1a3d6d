import type OpenAI from 'openai'
import { presetOf } from '#shared/api/providerPresets.ts'
import { type ModelProviders, type ModelRoute, ProviderRefused } from '../llm/modelProviders.ts'
import {
  type ChosenModel,
  embedder,
  fallbackModel,
  type Known,
  named,
  standardModel,
} from './choose.ts'
import { accessOf, type ProviderEntry } from './entries.ts'

export interface ModelProvidersOptions {
  readonly refresh: () => Promise<Known>
  /** Models that a server lists; null: it lists none. */
  readonly namesOf: (entry: ProviderEntry) => Promise<readonly string[] | null>
}

/** Gives turns their models by what is configured at that moment. */
export function createModelProviders({ refresh, namesOf }: ModelProvidersOptions): ModelProviders {
  const clients = new Map<string, { readonly made: string; readonly client: OpenAI }>()
  const clientOf = async (entry: ProviderEntry): Promise<OpenAI> => {
    const access = accessOf(entry)
    const made = JSON.stringify(access)
    const known = clients.get(entry.id)
    if (known?.made === made) return known.client
    const { createClient } = await import('./createClient.ts')
    const client = createClient(access)
    clients.set(entry.id, { made, client })
    return client
  }
  const routeOf = async ({ entry, model }: ChosenModel): Promise<ModelRoute> => {
    const { title, preset, price } = entry.settings
    if (entry.isKeyLost) {
      throw new ProviderRefused(
        `The key of ${title} cannot be opened any more. Enter it again in the settings, under Models and voices.`,
      )
    }
    const lacks = presetOf(preset)?.lacks ?? []
    return {
      provider: entry.id,
      title: `${model} (${title})`,
      client: await clientOf(entry),
      model,
      takes: {
        strictTools: !lacks.includes('strictTools'),
        streamOptions: !lacks.includes('streamOptions'),
      },
      price,
    }
  }
  /** A model without its provider, as flows from elsewhere name it. */
  const anywhere = async (model: string, { entries }: Known): Promise<ChosenModel | null> => {
    const own = entries.find(({ settings }) => settings.model === model)
    if (own) return { entry: own, model }
    const lists = await Promise.all(entries.map(namesOf))
    const entry = entries.find((_, index) => lists[index]?.includes(model))
    return entry ? { entry, model } : null
  }

  return {
    resolveModel: async (name) => {
      const known = await refresh()
      const chosen =
        name === ''
          ? standardModel(known)
          : (named(name, known.entries) ?? (await anywhere(name, known)))
      if (!chosen && name === '') return null
      if (!chosen) {
        throw new ProviderRefused(
          `There is no model “${name}” here. Choose another in the step, or add its provider in the settings, under Models and voices.`,
        )
      }
      const other = fallbackModel(known)
      const isOther = other && (other.entry.id !== chosen.entry.id || other.model !== chosen.model)
      return {
        ...(await routeOf(chosen)),
        fallback: isOther && !other.entry.isKeyLost ? await routeOf(other) : null,
      }
    },
    resolveEmbeddings: async () => {
      const chosen = embedder(await refresh())
      return chosen && !chosen.entry.isKeyLost ? routeOf(chosen) : null
    },
  }
}
