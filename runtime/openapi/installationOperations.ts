import { z } from 'zod'
import { auditPageSchema } from '#shared/api/audit.ts'
import {
  credentialInputSchema,
  credentialNamesSchema,
  credentialSchema,
} from '#shared/api/credentials.ts'
import { outboxPageSchema } from '#shared/api/outbox.ts'
import {
  changePasswordSchema,
  changePersonSchema,
  inviteSchema,
  keySchema,
  madeKeySchema,
  madeLinkSchema,
  newInviteSchema,
  newKeySchema,
  openedLinkSchema,
  openLinkSchema,
  personSchema,
  redeemLinkSchema,
  sessionSchema,
  signInSchema,
  whoSchema,
} from '#shared/api/people.ts'
import {
  choicesSchema,
  listedModelsSchema,
  listRequestSchema,
  offeredModelsSchema,
  providerInputSchema,
  providerSchema,
  providersSchema,
  trialRequestSchema,
  trialSchema,
} from '#shared/api/providers.ts'
import { rotateSecretSchema, shownSecretSchema, signingSecretSchema } from '#shared/api/signing.ts'
import {
  listedSubscriptionSchema,
  madeSubscriptionSchema,
  newSubscriptionSchema,
  subscriptionChangeSchema,
  subscriptionTrialSchema,
} from '#shared/api/subscriptions.ts'
import {
  offeredToolsSchema,
  toolServerInputSchema,
  toolServerSchema,
} from '#shared/api/toolServers.ts'
import { page, subject } from './operation.ts'

/** People, keys, and what is set for the whole installation. */
export const installationOperations = {
  ...subject('People', {
    'GET /api/session': { summary: 'Who asks', answer: whoSchema },
    'POST /api/session': { summary: 'Sign in', body: signInSchema },
    'DELETE /api/session': { summary: 'Sign out' },
    'GET /api/sessions': { summary: 'Where I am signed in', answer: z.array(sessionSchema) },
    'DELETE /api/sessions': { summary: 'Sign out everywhere else' },
    'DELETE /api/sessions/:id': { summary: 'Sign out somewhere' },
    'PUT /api/password': { summary: 'Change my password', body: changePasswordSchema },
    'POST /api/links/open': {
      summary: 'What a link is for',
      body: openLinkSchema,
      answer: openedLinkSchema,
    },
    'POST /api/links/redeem': { summary: 'Use a link', body: redeemLinkSchema },
    'GET /api/people': { summary: 'List people', answer: z.array(personSchema) },
    'PATCH /api/people/:id': { summary: 'Change a role', body: changePersonSchema },
    'DELETE /api/people/:id': { summary: 'Remove somebody' },
    'POST /api/people/:id/reset-link': {
      summary: 'A link for a new password',
      answer: madeLinkSchema,
      status: 201,
    },
    'DELETE /api/people/:id/sessions': { summary: 'Sign somebody out everywhere' },
    'GET /api/invites': { summary: 'Open invitations', answer: z.array(inviteSchema) },
    'POST /api/invites': {
      summary: 'Invite somebody',
      body: newInviteSchema,
      answer: madeLinkSchema,
      status: 201,
    },
    'DELETE /api/invites/:id': { summary: 'Take an invitation back' },
    'GET /api/keys': { summary: 'My API keys', answer: z.array(keySchema) },
    'POST /api/keys': {
      summary: 'Make an API key; it is shown once',
      body: newKeySchema,
      answer: madeKeySchema,
      status: 201,
    },
    'DELETE /api/keys/:id': { summary: 'Revoke an API key' },
    'GET /api/audit': { summary: 'Who did what', query: page, answer: auditPageSchema },
  }),
  ...subject('Models, voices and tools', {
    'GET /api/models': { summary: 'Models that steps may choose', answer: offeredModelsSchema },
    'GET /api/providers': { summary: 'Providers and choices', answer: providersSchema },
    'POST /api/providers': {
      summary: 'Add a provider',
      body: providerInputSchema,
      answer: providerSchema,
      status: 201,
    },
    'PUT /api/providers/:id': {
      summary: 'Change a provider',
      body: providerInputSchema,
      answer: providerSchema,
    },
    'DELETE /api/providers/:id': { summary: 'Remove a provider' },
    'PUT /api/providers/choices': {
      summary: 'Choose what thinks, speaks and understands',
      body: choicesSchema,
      answer: providersSchema,
    },
    'POST /api/providers/list': {
      summary: 'Models that a provider has',
      body: listRequestSchema,
      answer: listedModelsSchema,
    },
    'POST /api/providers/try': {
      summary: 'Make one real small request',
      body: trialRequestSchema,
      answer: trialSchema,
    },
    'GET /api/tool-servers': { summary: 'Tool servers (MCP)', answer: z.array(toolServerSchema) },
    'PUT /api/tool-servers/:name': {
      summary: 'Add or change a tool server',
      body: toolServerInputSchema,
      answer: toolServerSchema,
    },
    'DELETE /api/tool-servers/:name': { summary: 'Remove a tool server' },
    'POST /api/tool-servers/:name/tools': {
      summary: 'Ask a server for its tools',
      answer: offeredToolsSchema,
    },
  }),
  ...subject('Webhooks', {
    'GET /api/subscriptions': {
      summary: 'Who is told of calls',
      answer: z.array(listedSubscriptionSchema),
    },
    'POST /api/subscriptions': {
      summary: 'Tell somebody of calls',
      body: newSubscriptionSchema,
      answer: madeSubscriptionSchema,
      status: 201,
    },
    'PATCH /api/subscriptions/:id': {
      summary: 'Change a receiver',
      body: subscriptionChangeSchema,
      answer: listedSubscriptionSchema,
    },
    'DELETE /api/subscriptions/:id': { summary: 'Remove a receiver' },
    'POST /api/subscriptions/:id/secret': {
      summary:
        'Give a receiver another secret, which is shown once; the one before may sign as well for a while',
      body: rotateSecretSchema,
      answer: shownSecretSchema,
    },
    'GET /api/signing-secret': {
      summary: 'What is known of the secret that webhooks of flows are signed with',
      answer: signingSecretSchema,
    },
    'POST /api/signing-secret/reveal': {
      summary: 'Show that secret, once',
      answer: shownSecretSchema,
    },
    'POST /api/signing-secret/rotate': {
      summary: 'Replace that secret; the one before may sign as well for a while',
      body: rotateSecretSchema,
      answer: shownSecretSchema,
    },
    'POST /api/subscriptions/:id/test': {
      summary: 'Send an example',
      answer: subscriptionTrialSchema,
    },
    'GET /api/credentials': {
      summary: 'Credentials of webhooks; what is secret stays here',
      answer: z.array(credentialSchema),
    },
    'GET /api/credentials/names': {
      summary: 'Credentials that steps may name',
      answer: credentialNamesSchema,
    },
    'PUT /api/credentials/:name': {
      summary: 'Add or change a credential',
      body: credentialInputSchema,
      answer: credentialSchema,
    },
    'DELETE /api/credentials/:name': { summary: 'Remove a credential that nothing uses' },
    'GET /api/outbox': {
      summary: 'Webhooks that have not arrived',
      query: page.extend({ status: z.enum(['waiting', 'dead']).optional() }),
      answer: outboxPageSchema,
    },
    'POST /api/outbox/:id/replay': { summary: 'Send a webhook again' },
  }),
}
