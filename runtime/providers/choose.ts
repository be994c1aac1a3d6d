import { builtIn, type Choices } from '#shared/api/providers.ts'
import type { ProviderEntry } from './entries.ts'

/** A model at a server. */
export interface ChosenModel {
  readonly entry: ProviderEntry
  readonly model: string
}

/** Everything a choice is made of. */
export interface Known {
  readonly entries: readonly ProviderEntry[]
  readonly choices: Choices
}

/** The model for steps that name none; null: the built-in responder. */
export function standardModel({ entries, choices }: Known): ChosenModel | null {
  if (choices.model === builtIn) return null
  const chosen = choices.model === '' ? null : named(choices.model, entries)
  return chosen ?? firstModel(entries)
}

/** What is asked when a model cannot answer; null: nothing else is. */
export const fallbackModel = ({ entries, choices }: Known): ChosenModel | null =>
  choices.fallback === '' ? null : named(choices.fallback, entries)

/** What turns texts into vectors; null: nothing does. */
export const embedder = ({ entries, choices }: Known): ChosenModel | null =>
  choices.embeddings === '' ? null : named(choices.embeddings, entries)

/** Whoever speaks; null: the built-in voice. */
export const speaker = ({ entries, choices }: Known): ProviderEntry | null =>
  doer(entries, choices.speech, (entry) => entry.settings.speech !== null)

/** Whoever understands; null: the built-in recogniser. */
export const listener = ({ entries, choices }: Known): ProviderEntry | null =>
  doer(entries, choices.transcription, (entry) => entry.settings.transcription !== null)

/** `<provider>/<model>`. Null: there is no such provider. */
export function named(name: string, entries: readonly ProviderEntry[]): ChosenModel | null {
  const slash = name.indexOf('/')
  const entry = entries.find(({ id }) => id === name.slice(0, Math.max(slash, 0)))
  const model = name.slice(slash + 1)
  return entry && model !== '' ? { entry, model } : null
}

function firstModel(entries: readonly ProviderEntry[]): ChosenModel | null {
  const entry = entries.find(({ settings }) => settings.model !== '')
  return entry ? { entry, model: entry.settings.model } : null
}

function doer(
  entries: readonly ProviderEntry[],
  choice: string,
  can: (entry: ProviderEntry) => boolean,
): ProviderEntry | null {
  if (choice === builtIn) return null
  return entries.find((entry) => entry.id === choice && can(entry)) ?? entries.find(can) ?? null
}
