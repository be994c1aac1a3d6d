import type { RequestOp } from '../compile/program.ts'
import { evaluateTemplate } from '../text/liquid.ts'
import type { RequestEffect } from './effect.ts'
import { toJson } from './values.ts'

export type ComposedRequest = Pick<
  RequestEffect,
  'method' | 'url' | 'headers' | 'body' | 'timeout' | 'credential'
>

/** The request of an op with its templates filled in; `render` says what becomes of one that fails. */
export function composeRequest(
  op: RequestOp,
  scope: object,
  render: (template: string) => string,
): ComposedRequest {
  const headers = Object.fromEntries(
    op.headers.map((header) => [
      header.name.toLowerCase(),
      render(header.value)
        .replace(/[\r\n]+/g, ' ')
        .trim(),
    ]),
  )
  const body = bodyOf(op, scope, render)
  return {
    method: op.method,
    url: render(op.url).trim(),
    headers: body ? { 'content-type': body.contentType, ...headers } : headers,
    body: body?.text ?? null,
    timeout: op.timeout,
    ...(op.credential === undefined ? {} : { credential: op.credential }),
  }
}

function bodyOf(
  { body }: RequestOp,
  scope: object,
  render: (template: string) => string,
): { text: string; contentType: string } | null {
  switch (body.type) {
    case 'none':
      return null
    case 'text':
      return { text: render(body.text), contentType: body.contentType }
    case 'fields': {
      const fields = body.fields.map(({ name, value }) => {
        const evaluated = evaluateTemplate(value, scope)
        return [name, evaluated.ok ? toJson(evaluated.value) : '']
      })
      return { text: JSON.stringify(Object.fromEntries(fields)), contentType: 'application/json' }
    }
    case 'form': {
      const pairs = body.fields.map(
        ({ name, value }) => `${formPart(name)}=${formPart(render(value))}`,
      )
      return { text: pairs.join('&'), contentType: 'application/x-www-form-urlencoded' }
    }
  }
}

/** As a browser writes a form: https://url.spec.whatwg.org/#concept-urlencoded-serializer. */
const formPart = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
