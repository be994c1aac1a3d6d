import { z } from 'zod'
import {
  type CredentialInput,
  credentialNamesRoute,
  credentialNamesSchema,
  credentialRoute,
  credentialSchema,
  credentialsRoute,
} from '#shared/api/credentials.ts'
import { request } from './client.ts'

/** Secrets that webhooks send: they go to the server and never come back. */
export const credentialsClient = {
  list: () => request(z.array(credentialSchema), credentialsRoute),
  names: () => request(credentialNamesSchema, credentialNamesRoute),
  save: (name: string, body: CredentialInput) =>
    request(credentialSchema, credentialRoute(name), { method: 'PUT', body }),
  remove: (name: string) => request(z.unknown(), credentialRoute(name), { method: 'DELETE' }),
}

/** All that was loaded about credentials; `names` is what steps may choose. */
export const credentialsKey = { all: ['credentials'], list: ['credentials', 'list'] }
export const credentialNamesQuery = {
  queryKey: ['credentials', 'names'],
  queryFn: credentialsClient.names,
  staleTime: 60_000,
}
