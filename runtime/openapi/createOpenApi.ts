import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import { callSummarySchema, problemSchema, versionSchema } from '#shared/api/api.ts'
import { flowSchema } from '#shared/flow/flow.ts'
import { type Access, routeRoles } from '../people/routeRoles.ts'
import { callOperations } from './callOperations.ts'
import { carrierOperations } from './carrierOperations.ts'
import { flowOperations } from './flowOperations.ts'
import { installationOperations } from './installationOperations.ts'
import { numberOperations } from './numberOperations.ts'
import type { Operation } from './operation.ts'

/** Everything the API does, by `METHOD pattern` as it is registered. */
export const operations: Readonly<Record<string, Operation>> = {
  ...flowOperations,
  ...numberOperations,
  ...callOperations,
  ...carrierOperations,
  ...installationOperations,
}

// Schemas that are used in many places have a name of their own.
for (const [id, schema] of Object.entries({
  Flow: flowSchema,
  Problem: problemSchema,
  Call: callSummarySchema,
  Version: versionSchema,
})) {
  z.globalRegistry.add(schema, { id })
}

export type OpenApi = ReturnType<typeof createDocument>

/** The API as OpenAPI 3.1, from the schemas that its routes parse with. */
export function createOpenApi(version: string): OpenApi {
  const paths: ZodOpenApiPathsObject = {}
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', pattern = ''] = route.split(' ')
    const path = pattern.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [method.toLowerCase()]: toOperation(route, pattern, operation) }
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'FML Studio',
        version,
        description:
          'Everything the screens do. Sign in, or send an API key as `Authorization: Bearer …` or `X-Api-Key`. Errors are problem+json (RFC 9457). Lists give pages to whoever asks with `limit`: the next one is `before=` with `next` of the answer, or what its `Link` header names. A POST with an `Idempotency-Key` is done once, for a day.',
      },
      tags: [...new Set(Object.values(operations).map(({ tag }) => tag))].map((name) => ({ name })),
      paths,
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'session' },
          key: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    {
      // What the server alone makes, such as programs: any JSON.
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'object'
      },
      allowEmptySchema: { custom: true },
    },
  )
}

function toOperation(
  route: string,
  pattern: string,
  { tag, summary, query, body, answer, status }: Operation,
): ZodOpenApiOperationObject {
  const access = routeRoles[route]
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const path = z.object(Object.fromEntries(names.map((name) => [name, z.string()])))
  return {
    operationId: idOf(route),
    tags: [tag],
    summary,
    ...(access === undefined ? {} : { description: accessWords(access) }),
    security: isOpen(access) ? [] : [{ session: [] }, { key: [] }],
    requestParams: { ...(names.length > 0 ? { path } : {}), ...(query ? { query } : {}) },
    ...(body === undefined ? {} : { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [`${status ?? (answer === undefined ? 204 : 200)}`]:
        answer === undefined
          ? { description: 'Done' }
          : { description: 'What was asked for', content: contentOf(answer) },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  }
}

const contentOf = (content: z.ZodType | string) =>
  typeof content === 'string'
    ? { [content]: { schema: { type: 'string' as const, format: 'binary' } } }
    : { 'application/json': { schema: content } }

/** `POST /api/flows/:id/publish` is `postFlowsIdPublish`. */
const idOf = (route: string): string =>
  route
    .toLowerCase()
    .replace(' /api', '')
    .replace(/[^a-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase())

const isOpen = (access: Access | undefined): boolean =>
  access === 'public' || access === 'token' || access === 'signature'

function accessWords(access: Access): string {
  if (access === 'self') return 'For whoever is signed in, about themselves; not with an API key.'
  if (access === 'public') return 'For everybody.'
  if (access === 'token' || access === 'signature') return 'For whoever has the link.'
  return `Needs the role ${access}, or one above it.`
}
