import { z } from 'zod'
import { routes } from '#shared/api/api.ts'
import { carrierSchema, telerNumbersSchema, telerStateSchema } from '#shared/api/carriers.ts'
import { type NumberSettings, numberSchema, reachSchema } from '#shared/api/numbers.ts'
import {
  type SaveTrunk,
  type TestTrunk,
  type TrunkTestLine,
  trunkSchema,
  trunkTestLineSchema,
} from '#shared/api/trunks.ts'
import { refusalOf, request } from '../api/client.ts'

const anything = z.unknown()
const send = (method: string, body?: unknown) => ({
  method,
  ...(body === undefined ? {} : { body }),
})

interface NewNumber {
  readonly number: string
  readonly carrier: string
  readonly name: string
}

interface TelerKeys {
  readonly key: string | null
  readonly webhookSecret: string | null
}

/** What the Numbers page asks the server. */
export const numbersClient = {
  add: (body: NewNumber) => request(numberSchema, routes.numbers, send('POST', body)),
  save: (number: string, body: NumberSettings) =>
    request(numberSchema, routes.number(number), send('PATCH', body)),
  remove: (number: string) => request(anything, routes.number(number), send('DELETE')),
  reach: () => request(reachSchema, routes.reach, send('POST', {})),
  carriers: () => request(z.array(carrierSchema), routes.carriers),
  trunks: () => request(z.array(trunkSchema), routes.trunks),
  saveTrunk: (id: string | null, body: SaveTrunk) =>
    id === null
      ? request(trunkSchema, routes.trunks, send('POST', body))
      : request(trunkSchema, routes.trunk(id), send('PUT', body)),
  removeTrunk: (id: string) => request(anything, routes.trunk(id), send('DELETE')),
  teler: () => request(telerStateSchema, routes.telerAccount),
  saveTeler: (body: TelerKeys) => request(telerStateSchema, routes.telerAccount, send('PUT', body)),
  forgetTeler: () => request(anything, routes.telerAccount, send('DELETE')),
  telerNumbers: (search: string, cursor: string | null) => {
    const query = new URLSearchParams({ search, ...(cursor === null ? {} : { cursor }) })
    return request(telerNumbersSchema, `${routes.telerNumbers}?${query.toString()}`)
  },
}

/** Tries a trunk; tells of each step as it happens. Rejects with `ApiError` when it cannot be tried at all. */
export async function testTrunk(
  body: TestTrunk,
  hear: (line: TrunkTestLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(routes.testTrunk, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  })
  if (!response.ok || !response.body) throw refusalOf(response, await response.text())
  let rest = ''
  for await (const text of textOf(response.body)) {
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(trunkTestLineSchema.parse(JSON.parse(line)))
  }
}

/** Safari cannot iterate a stream. */
async function* textOf(body: ReadableStream<Uint8Array>) {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    yield decoder.decode(value, { stream: true })
  }
}
