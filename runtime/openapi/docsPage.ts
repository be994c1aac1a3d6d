import { html, raw } from 'hono/html'
import type { OpenApi } from './createOpenApi.ts'

type Html = ReturnType<typeof html>

interface Described {
  readonly method: string
  readonly path: string
  readonly operation: Readonly<Record<string, unknown>>
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The documentation as a page without scripts: subjects, operations, what they take and give. */
export function docsPage(document: OpenApi, origin: string): Html {
  const all = describedIn(document)
  const tags = [...new Set(all.map(({ operation }) => tagOf(operation)))]
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} API</title>
        <link rel="icon" href="data:," />
        <style>${raw(css)}</style>
      </head>
      <body>
        <nav aria-label="Subjects">
          <h1>${document.info.title} API</h1>
          <ul>
            ${tags.map((tag) => html`<li><a href="#${slugOf(tag)}">${tag}</a></li>`)}
            <li><a href="#schemas">Schemas</a></li>
            <li><a href="/api/openapi.json">OpenAPI 3.1 (JSON)</a></li>
          </ul>
        </nav>
        <main>
          <p>${withCode(document.info.description ?? '')}</p>
          ${tags.map(
            (tag) => html`<section id="${slugOf(tag)}">
              <h2>${tag}</h2>
              ${all
                .filter(({ operation }) => tagOf(operation) === tag)
                .map((described) => operationOf(described, origin))}
            </section>`,
          )}
          <section id="schemas">
            <h2>Schemas</h2>
            ${Object.entries(document.components?.schemas ?? {}).map(
              ([name, schema]) => html`<details id="schema-${name}">
                <summary><code>${name}</code></summary>
                ${jsonOf(schema)}
              </details>`,
            )}
          </section>
        </main>
      </body>
    </html>`
}

const describedIn = ({ paths = {} }: OpenApi): readonly Described[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method]
      return operation ? [{ method: method.toUpperCase(), path, operation: { ...operation } }] : []
    }),
  )

function operationOf({ method, path, operation }: Described, origin: string): Html {
  const { summary, description, parameters, requestBody, responses } = operation
  const body = contentIn(requestBody)
  return html`<details>
    <summary>
      <code class="method">${method}</code> <code>${path}</code> <span>${text(summary)}</span>
    </summary>
    <p>${withCode(text(description))}</p>
    ${part('Parameters', Array.isArray(parameters) && parameters.length > 0 ? parameters : null)}
    ${part('Takes', body)}
    ${Object.entries(isRecord(responses) ? responses : {}).map(([status, response]) =>
      part(
        status === 'default' ? 'Refused' : `Gives ${status}`,
        contentIn(response) ?? (isRecord(response) ? response['description'] : null),
      ),
    )}
    <h4>With curl</h4>
    <pre>${curlOf({ method, path, operation }, origin, body !== null)}</pre>
  </details>`
}

const part = (title: string, value: unknown): Html | string =>
  value === null || value === undefined ? '' : html`<h4>${title}</h4> ${jsonOf(value)}`

/** Markdown as far as descriptions use it: `code`. */
const withCode = (words: string): readonly (Html | string)[] =>
  words.split('`').map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))

const jsonOf = (value: unknown): Html =>
  html`<pre>${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>`

/** The schema of a body; of another type than JSON, its name. */
function contentIn(holder: unknown): unknown {
  const content = isRecord(holder) ? holder['content'] : null
  const [[type, media] = []] = isRecord(content) ? Object.entries(content) : []
  if (type === undefined) return null
  const isJson = /[/+]json$/.test(type)
  return isJson && isRecord(media) ? media['schema'] : type
}

const curlOf = ({ method, path }: Described, origin: string, hasBody: boolean): string =>
  [
    `curl -X ${method} '${origin}${path}'`,
    `  -H 'authorization: Bearer YOUR_KEY'`,
    ...(hasBody ? [`  -H 'content-type: application/json'`, `  -d '{ … }'`] : []),
  ].join(' \\\n')

const tagOf = ({ tags }: Described['operation']): string =>
  Array.isArray(tags) ? String(tags[0]) : ''
const slugOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const css = `
:root { color-scheme: light dark; --line: light-dark(#e2e2dd, #2d3138); --muted: light-dark(#5c5c66, #a3a8b2);
  --surface: light-dark(#fff, #1f2329); --accent: light-dark(#2f55d4, #8ea6ff); }
* { box-sizing: border-box; }
body { display: grid; grid-template-columns: 240px minmax(0, 1fr); gap: 40px; max-width: 1180px; margin: 0 auto;
  padding: 28px 32px 80px; background: light-dark(#f6f6f4, #181b20); color: light-dark(#1c1c22, #e8eaee);
  font: 14px/1.5 system-ui, sans-serif; }
nav { align-self: start; position: sticky; inset-block-start: 28px; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: 4px 0; }
a { color: var(--accent); }
h1 { font-size: 18px; } h2 { margin: 32px 0 8px; font-size: 16px; } h4 { margin: 14px 0 4px; font-size: 13px; }
details { border-block-end: 1px solid var(--line); }
summary { padding: 8px 0; cursor: pointer; overflow-wrap: anywhere; }
summary span { color: var(--muted); }
details p { margin: 4px 0; color: var(--muted); }
.method { display: inline-block; min-width: 62px; color: var(--accent); font-weight: 600; }
pre { max-height: 420px; margin: 0 0 12px; padding: 12px; overflow: auto; border: 1px solid var(--line);
  border-radius: 8px; background: var(--surface); font-size: 12px; }
@media (max-width: 760px) { body { grid-template-columns: minmax(0, 1fr); gap: 8px; } nav { position: static; } }
`
