import { describe, expect, it } from 'vitest'
import { routeRoles } from '../people/routeRoles.ts'
import { createOpenApi, operations } from './createOpenApi.ts'

/** Where the documentation itself is, and the answer that there is no such address. */
const undocumented = new Set(['ALL /api/*', 'GET /api/openapi.json', 'GET /api/docs'])

describe('the documentation of the API', () => {
  it('has every route of the API and no other', () => {
    const routes = Object.keys(routeRoles).filter((route) => / \/api\//.test(route))
    expect(Object.keys(operations).toSorted()).toEqual(
      routes.filter((route) => !undocumented.has(route)).toSorted(),
    )
  })

  it('is OpenAPI 3.1 with names that are used once', () => {
    const { openapi, paths = {} } = createOpenApi('1.0.0')
    expect(openapi).toBe('3.1.0')
    const ids = Object.values(paths).flatMap((path) =>
      Object.values(path ?? {}).flatMap((operation) =>
        operation && typeof operation === 'object' && 'operationId' in operation
          ? [String(operation.operationId)]
          : [],
      ),
    )
    expect(ids).toHaveLength(Object.keys(operations).length)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('tells what a publication takes, gives, and who may', () => {
    const publish = createOpenApi('1.0.0').paths?.['/api/flows/{id}/publish']?.post
    expect(publish).toMatchObject({
      description: 'Needs the role publisher, or one above it.',
      requestBody: {
        content: {
          'application/json': {
            schema: { required: expect.arrayContaining(['number', 'revision']) },
          },
        },
      },
      parameters: [{ in: 'path', name: 'id' }],
      responses: { 200: expect.anything(), default: expect.anything() },
    })
  })
})
