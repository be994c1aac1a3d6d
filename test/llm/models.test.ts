import { createFixedProviders } from '#runtime/llm/createFixedProviders.ts'
import type { ModelProviders } from '#runtime/llm/modelProviders.ts'
import { createProviders } from '#runtime/providers/createProviders.ts'
import { keyContext } from '#runtime/providers/entries.ts'
import { createVault } from '#runtime/storage/vault.ts'
import { type PresetId, presetOf } from '#shared/api/providerPresets.ts'
import { createFakeProviderStore } from '../support/fakeProviderStore.ts'
import type { CompletionRequest } from '../support/scriptedModel.ts'
import { describeModel } from './model.conformance.ts'

const vault = createVault('a secret of the conformance suite, long enough')
const log = { warn: () => {} }
const none = {
  ...{ apiKey: null, baseUrl: null, model: null, speechModel: null, transcriptionModel: null },
}

/** A provider that somebody entered, with its key in the vault. */
function configured(preset: PresetId, baseURL: string): ModelProviders {
  const store = createFakeProviderStore([
    {
      id: 'p',
      createdAt: 1,
      sealedKey: vault.seal('sk-conformance-key', keyContext('p')),
      settings: {
        ...{ title: 'P', preset, baseUrl: baseURL, model: 'm' },
        ...{ speech: null, transcription: null, price: null },
      },
    },
  ])
  return createProviders({ store, vault, openai: none, now: Date.now, log })
}

/** Mistral answers 422 to fields it does not know. */
const refusesOf = (preset: PresetId) => (request: CompletionRequest) => {
  const lacks = presetOf(preset)?.lacks ?? []
  const usesOptions = 'stream_options' in request
  return lacks.includes('streamOptions') && usesOptions ? 'Extra inputs are not permitted' : null
}

// The one with everything, and the one that refuses most.
for (const preset of ['openai', 'mistral'] as const) {
  describeModel(`the preset ${preset}`, {
    open: (baseURL) => configured(preset, baseURL),
    refuses: refusesOf(preset),
  })
}

describeModel('the environment', {
  open: (baseUrl) =>
    createProviders({
      store: createFakeProviderStore(),
      vault,
      openai: { ...none, apiKey: 'sk-conformance-key', baseUrl, model: 'm' },
      now: Date.now,
      log,
    }),
})

describeModel('an exported flow', {
  open: (baseURL) => createFixedProviders({ apiKey: 'sk-conformance-key', baseURL, model: 'm' }),
})
