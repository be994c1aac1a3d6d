import { type PresetId, presetOf } from '#shared/api/providerPresets.ts'
import type { ProviderInput } from '#shared/api/providers.ts'

/** What a form begins with for a service. */
export function presetInput(preset: PresetId): ProviderInput {
  const usual = presetOf(preset)
  return {
    title: usual?.title ?? '',
    preset,
    baseUrl: usual?.baseUrl ?? '',
    model: usual?.model ?? '',
    speech: usual?.speech ? { ...usual.speech, voices: [] } : null,
    transcription: usual?.transcription ? { model: usual.transcription } : null,
    price: null,
  }
}
