import { expect, it } from 'vitest'
import { systemClock } from '../../calls/clock.ts'
import { CarrierRefused } from '../carrier.ts'
import * as replies from './replies.ts'
import { toRefused } from './telerError.ts'
import { askTeler } from './telerRequest.ts'

const clock = { ...systemClock, after: (_: number, run: () => void) => systemClock.after(0, run) }

interface Asked {
  readonly times: number
  readonly refused: CarrierRefused | null
}

async function ask(
  answers: readonly (Response | Error)[],
  more: { readonly isDelicate?: boolean; readonly idempotencyKey?: string } = {},
): Promise<Asked> {
  let times = 0
  const fetch = async () => {
    const answer = answers[Math.min(times++, answers.length - 1)]
    if (answer instanceof Response) return answer.clone()
    throw answer
  }
  const access = { apiKey: 'key', apiUrl: 'https://teler.test', fetch, clock }
  const request = {
    method: 'POST',
    path: '/x',
    body: {},
    reply: replies.initiated,
    ...more,
  } as const
  const refused = await askTeler(access, request).then(
    () => null,
    (error: unknown) => toRefused(error),
  )
  return { times, refused }
}

const json = (status: number, body: object) => Response.json(body, { status })
const good = json(202, { message: 'queued', data: { id: 'cs_1' } })
const late = Object.assign(new Error('late'), { name: 'TimeoutError' })
const reset = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
})
const closed = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('closed'), { code: 'ECONNREFUSED' }),
})
const invalid = {
  ...{ success: false, message: 'Validation Error' },
  errors: [{ loc: ['body', 'to_number'], msg: 'not a number', type: 'value_error' }],
}

const coded = (status: number, code: string) => json(status, { success: false, message: 'x', code })

it.for<[string, Response | Error, RegExp, RegExp, boolean]>([
  ['a bad key', json(403, {}), /does not accept the API key/, /platform\.frejun\.ai/, false],
  [
    ...(['no set-up', coded(400, 'from_number_not_provisioned')] as const),
    ...([/does not let this number call/, /numbers page/, false] as const),
  ],
  ['a bad target', coded(400, 'invalid_target'), /cannot reach this/, /country code/, false],
  ['a missing feature', coded(409, 'feature_not_enabled'), /not switched on/, /Ask FreJun/, false],
  ['a call that is over', coded(409, 'call_not_live'), /is over/, /nothing to do/, false],
  ['a double transfer', coded(409, 'transfer_in_progress'), /transferred already/, /Wait/, false],
  ['a bad field', json(422, invalid), /take this: to_number: not a number\.$/, /Correct/, false],
  ['too much', json(429, {}), /too often/, /minute/, false],
  ['a failure upstream', json(502, {}), /did not say whether/, /call list/, true],
  ['a late upstream', json(504, {}), /did not say whether/, /call list/, true],
  ['no answer in time', late, /did not say whether/, /call list/, true],
  ['a lost connection', reset, /did not say whether/, /call list/, true],
  ['nobody there', closed, /cannot be reached: the connection failed/, /internet/, false],
  ['another answer', json(202, { data: {} }), /did not say whether/, /call list/, true],
  ['no JSON', new Response('<html>', { status: 500 }), /answered 500/, /few minutes/, false],
  ['something else', json(418, { message: 'tea' }), /answered 418: tea/, /account/, false],
])('explains %s', async ([, answer, message, remedy, mayHaveCalled]) => {
  const { refused, times } = await ask([answer], { isDelicate: true })
  expect(refused).toBeInstanceOf(CarrierRefused)
  expect(refused?.message).toMatch(message)
  expect(refused?.remedy).toMatch(remedy)
  for (const said of [refused?.message, refused?.remedy]) expect(said).toMatch(/^\S.*\.$/)
  expect([refused?.mayHaveCalled, times]).toEqual([mayHaveCalled, 1])
})

it('asks again after 503 with a key of the wish, and never without one', async () => {
  const busy = json(503, {})
  expect(await ask([busy, reset, good], { idempotencyKey: 'k' })).toEqual({
    times: 3,
    refused: null,
  })
  expect(await ask([busy, good])).toMatchObject({ times: 1 })
  expect(await ask([busy], { idempotencyKey: 'k' })).toMatchObject({ times: 3 })
  expect(await ask([json(409, {}), good], { idempotencyKey: 'k' })).toMatchObject({ times: 1 })
})
