import { z } from 'zod'

export const testRequestRoute = (flowId: string): string =>
  `/api/flows/${encodeURIComponent(flowId)}/test-request`

/** POST /api/flows/:id/test-request: sends the request of one step as a call would, with values that a person gives. */
export const testRequestSchema = z.strictObject({
  /** The step as it is drawn, saved or not. */
  node: z.strictObject({
    type: z.string().max(40),
    name: z.string().min(1).max(200),
    data: z.record(z.string(), z.json()),
  }),
  /** What its templates read: `vars.city`, `nodes.look_up.body`. */
  values: z.array(z.strictObject({ name: z.string().max(200), value: z.json() })).max(200),
})
export type TestRequest = z.infer<typeof testRequestSchema>

/** What was sent, and what came back: an answer of any status, or the reason why there is none. */
export const testAnswerSchema = z.object({
  sent: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
  }),
  /** Milliseconds. */
  took: z.number(),
  result: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('response'),
      status: z.number().int(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      body: z.string(),
      /** The end of a long body is left out. */
      isCut: z.boolean(),
    }),
    z.object({ type: z.literal('failed'), why: z.string(), timedOut: z.boolean() }),
  ]),
})
export type TestAnswer = z.infer<typeof testAnswerSchema>
