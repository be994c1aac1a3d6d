import { z } from 'zod'
import { mediaFileRoute, mediaFileSchema, mediaRoute } from '#shared/api/media.ts'
import { type TestRequest, testAnswerSchema, testRequestRoute } from '#shared/api/testRequest.ts'
import { request } from './client.ts'

/** What forms of steps ask the server. */
export const stepClient = {
  testRequest: (flowId: string, body: TestRequest) =>
    request(testAnswerSchema, testRequestRoute(flowId), { method: 'POST', body }),
  media: () => request(z.array(mediaFileSchema), mediaRoute),
  upload: (name: string, body: Blob) =>
    request(mediaFileSchema, `${mediaRoute}?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
    }),
  deleteMedia: (id: string) => request(z.unknown(), mediaFileRoute(id), { method: 'DELETE' }),
}
