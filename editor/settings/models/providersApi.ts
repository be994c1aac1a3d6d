import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type Choices,
  listedModelsSchema,
  type Provider,
  type ProviderInput,
  providerRoutes,
  providerSchema,
  providersSchema,
  type TrialRequest,
  trialSchema,
} from '#shared/api/providers.ts'
import { request } from '../../api/client.ts'
import { queryClient } from '../../api/queries.ts'

/** What the settings of providers ask the server for. */
export const providersApi = {
  choose: (choices: Choices) =>
    request(providersSchema, providerRoutes.choices, { method: 'PUT', body: choices }),
  save: (id: string | null, input: ProviderInput): Promise<Provider> =>
    id === null
      ? request(providerSchema, providerRoutes.providers, { method: 'POST', body: input })
      : request(providerSchema, providerRoutes.provider(id), { method: 'PUT', body: input }),
  remove: (id: string) => request(z.unknown(), providerRoutes.provider(id), { method: 'DELETE' }),
  list: (id: string | null, input: ProviderInput) =>
    request(listedModelsSchema, providerRoutes.list, { method: 'POST', body: { id, input } }),
  tryOut: (body: TrialRequest) =>
    request(trialSchema, providerRoutes.trial, { method: 'POST', body }),
}

const key = ['providers']

export const useProviders = () =>
  useQuery({
    queryKey: key,
    queryFn: () => request(providersSchema, providerRoutes.providers),
    staleTime: 5_000,
  })

/** After a change: everything that says what is in use. */
export async function refreshProviders(): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['environment'] })
  void queryClient.invalidateQueries({ queryKey: ['models'] })
  await queryClient.invalidateQueries({ queryKey: key })
}

/** What would be sent to leave a provider as it is. */
export function inputOf(provider: Provider): ProviderInput {
  const { title, preset, baseUrl, model, speech, transcription, price } = provider
  return { title, preset, baseUrl, model, speech, transcription, price }
}
