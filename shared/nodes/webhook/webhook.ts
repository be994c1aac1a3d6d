import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { parseJsonPath } from '../../text/jsonPath.ts'
import { defineNode } from '../defineNode.ts'
import { checkUnique, optionId, valueName, valueNamePattern } from '../fields.ts'

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const fields = z
  .array(z.strictObject({ id: optionId, name: z.string().max(100), value: z.string().max(4_000) }))
  .max(100)

export const webhookData = z.strictObject({
  method: z.enum(methods),
  url: z.string().max(2_000),
  headers: z
    .array(
      z.strictObject({ id: optionId, name: z.string().max(100), value: z.string().max(2_000) }),
    )
    .max(30),
  body: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('fields'), fields }),
    /** The same as a web form: `application/x-www-form-urlencoded`. */
    z.strictObject({ type: z.literal('form'), fields }),
    z.strictObject({ type: z.literal('json'), text: z.string().max(20_000) }),
  ]),
  /** Seconds the caller may wait for the answer. */
  timeout: z.number().min(0.5).max(30),
  /** Whether the call waits for the answer; otherwise it goes on at once, and the request is sent until it arrives. */
  waits: z.boolean().default(true),
  /** Values inside the answer (`customer.orders[0].id`) that later steps read as `nodes.<name of this node>.<name>`. */
  keep: z
    .array(z.strictObject({ id: optionId, name: valueName, path: z.string().max(300) }))
    .max(50)
    .default([]),
  /** Name of a credential of the installation that the request is sent with; absent or empty: none. */
  credential: z.string().max(30).exactOptional(),
})
export type WebhookData = z.infer<typeof webhookData>

/** Asks an outside system and waits for its answer. */
export const webhook = defineNode<WebhookData>({
  type: 'webhook',
  title: 'Webhook',
  summary: 'Send values to another system and use its answer.',
  group: 'connect',
  data: webhookData,
  defaults: () => ({
    method: 'POST',
    url: '',
    headers: [],
    body: { type: 'fields', fields: [] },
    timeout: 5,
    waits: true,
    keep: [],
  }),
  ports: (data) =>
    data.waits
      ? [
          { id: 'ok', title: 'OK', unwired: 'error' },
          { id: 'failed', title: 'Failed', unwired: 'error' },
          { id: 'timeout', title: 'Timeout', unwired: 'error' },
        ]
      : [{ id: 'ok', title: 'Sent', unwired: 'error' }],
  describe: (data) => (data.url === '' ? 'No address yet.' : `${data.method} ${data.url}`),
  templates: (data) => [
    { path: 'url', source: data.url, kind: 'template' },
    ...data.headers.map((header, index) => ({
      path: `headers.${index}.value`,
      source: header.value,
      kind: 'template' as const,
    })),
    ...(data.body.type === 'json'
      ? [{ path: 'body.text', source: data.body.text, kind: 'template' as const }]
      : data.body.fields.map((field, index) => ({
          path: `body.fields.${index}.value`,
          source: field.value,
          kind: 'template' as const,
        }))),
  ],
  collects: (data) =>
    data.waits ? ['status', 'body', ...data.keep.map((one) => one.name).filter(Boolean)] : [],
  check: (data) => [
    ...checkUrl(data.url),
    ...checkHeaders(data),
    ...checkFields(data),
    ...checkKeep(data),
  ],
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'request',
      node: node.id,
      method: node.data.method,
      url: node.data.url.trim(),
      headers: node.data.headers.map(({ name, value }) => ({ name: name.trim(), value })),
      body: bodyOf(node.data),
      timeout: node.data.timeout * 1_000,
      ...(node.data.credential ? { credential: node.data.credential } : {}),
      ...(node.data.waits ? keepsOf(node.data) : { detached: true as const }),
      ports: node.data.waits
        ? { ok: target('ok'), failed: target('failed'), timeout: target('timeout') }
        : { ok: target('ok'), failed: target('ok'), timeout: target('ok') },
    },
  }),
})

/** Absent when there are none: programs of before stay byte for byte the same. */
function keepsOf({ keep }: WebhookData) {
  const keeps = keep.flatMap(({ name, path }) => {
    const parsed = parseJsonPath(path)
    return parsed && valueNamePattern.test(name) ? [{ name, path: parsed }] : []
  })
  return keeps.length === 0 ? {} : { keeps }
}

function bodyOf(data: WebhookData) {
  if (data.method === 'GET') return { type: 'none' as const }
  return data.body.type === 'json'
    ? { type: 'text' as const, text: data.body.text, contentType: 'application/json' }
    : {
        type: data.body.type,
        fields: data.body.fields
          .filter((field) => field.name.trim() !== '')
          .map(({ name, value }) => ({ name: name.trim(), value })),
      }
}

function checkUrl(url: string): readonly Diagnostic[] {
  if (url.trim() === '') {
    return [
      {
        code: 'webhook.noUrl',
        severity: 'error',
        message: 'The webhook has no address.',
        hint: 'Paste the address of the system to call, starting with https://.',
        path: 'url',
      },
    ]
  }
  // `/…` is an address on this server: the sample booking service lives there.
  return /^(https?:\/\/[^\s/]+|\/|\{\{)/.test(url.trim())
    ? []
    : [
        {
          code: 'webhook.badUrl',
          severity: 'error',
          message: 'This is not a web address.',
          hint: 'Start it with https:// (or http://).',
          path: 'url',
        },
      ]
}

/** RFC 9110 section 5.6.2: a field name is a token. */
const checkHeaders = (data: WebhookData): readonly Diagnostic[] =>
  data.headers.flatMap((header, index): Diagnostic[] =>
    /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header.name.trim())
      ? []
      : [
          {
            code: 'webhook.badHeader',
            severity: 'error',
            message: `“${header.name}” cannot be the name of a header.`,
            hint: 'Use letters, digits and hyphens, for example X-Clinic.',
            path: `headers.${index}.name`,
          },
        ],
  )

const checkFields = (data: WebhookData): readonly Diagnostic[] =>
  // A form may send a name twice.
  data.body.type !== 'fields'
    ? []
    : checkUnique(
        data.body.fields.map((field) => field.name.trim()),
        (index) => `body.fields.${index}.name`,
        (name) => ({
          code: 'webhook.repeatedField',
          message: `The field “${name}” is sent twice.`,
          hint: 'Give each field its own name.',
        }),
      )

/** Names of every answer. */
const ownNames = ['status', 'body']

function checkKeep({ keep }: WebhookData): readonly Diagnostic[] {
  const bad = keep.flatMap(({ name, path }, index): Diagnostic[] => {
    if (!valueNamePattern.test(name) || ownNames.includes(name)) {
      const message = name === '' ? 'This value has no name.' : `“${name}” cannot be a name here.`
      const hint = 'Use small letters, digits and _, for example order_id.'
      return [
        { code: 'webhook.badName', severity: 'error', message, hint, path: `keep.${index}.name` },
      ]
    }
    return parseJsonPath(path) === null
      ? [
          {
            code: 'webhook.badPath',
            severity: 'error',
            message: `“${path}” is no place in an answer.`,
            hint: 'Write it as customer.orders[0].id, or send a test request and choose the value.',
            path: `keep.${index}.path`,
          },
        ]
      : []
  })
  const repeated = checkUnique(
    keep.map((one) => one.name),
    (index) => `keep.${index}.name`,
    (name) => ({
      code: 'webhook.repeatedName',
      message: `Two values are called ${name}.`,
      hint: 'Give each value its own name.',
    }),
  )
  return [...bad, ...repeated]
}
