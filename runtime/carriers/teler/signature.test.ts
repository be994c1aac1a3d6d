import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { refuseSignature } from './signature.ts'
import { createTelerTokens } from './tokens.ts'

const secret = 'whsec_test'
const now = 1_800_000_000_000
const stamp = String(now / 1_000)
const url = 'https://calls.example.org/hooks/teler/status/abc'
const body = '{"id":"evt_1"}'
const sign = (text: string, by = secret) => createHmac('sha256', by).update(text).digest()
const good = sign(`${stamp}.${body}`)
const older = sign(`${stamp}|POST|${url}|${body}`).toString('hex')

const stale = String(now / 1_000 - 301)
const young = String(now / 1_000 - 299)

it.for<[string, string | undefined, string | undefined, boolean, boolean]>([
  ['current', stamp, good.toString('hex'), false, true],
  ['with a prefix', stamp, `sha256=${good.toString('hex')}`, false, true],
  ['in base64', stamp, good.toString('base64'), false, true],
  ['by another secret', stamp, sign(`${stamp}.${body}`, 'other').toString('hex'), false, false],
  ['of another body', stamp, sign(`${stamp}.{}`).toString('hex'), false, false],
  ['of another time', stamp, sign(`1.${body}`).toString('hex'), false, false],
  ['older, not allowed', stamp, older, false, false],
  ['older, allowed', stamp, older, true, true],
  ['almost five minutes old', young, sign(`${young}.${body}`).toString('hex'), false, true],
  ['more than five minutes old', stale, sign(`${stale}.${body}`).toString('hex'), false, false],
  ['absent', stamp, undefined, true, false],
  ['without a time', undefined, good.toString('hex'), true, false],
  ['cut short', stamp, good.toString('hex').slice(2), false, false],
  ['no number for a time', '2026-01-01', good.toString('hex'), false, false],
])('a signature that is %s', ([, timestamp, signature, acceptsOlder, isGood]) => {
  const request = { url, body, timestamp, signature }
  const refusal = refuseSignature(request, { secrets: ['old', secret], now, acceptsOlder })
  expect(refusal === null).toBe(isGood)
})

it('a token opens one thing only, and cannot be made up', () => {
  const tokens = createTelerTokens('secret')
  const token = tokens.create('media', 'call-1')
  expect(tokens.read('media', token)).toBe('call-1')
  expect(tokens.read('flow', token)).toBeNull()
  expect(createTelerTokens('other').read('media', token)).toBeNull()
  for (const made of ['', '.', 'a.b', `${token}x`, token.slice(0, -1), 'x'.repeat(1_000)])
    expect(tokens.read('media', made)).toBeNull()
  const [, code = ''] = token.split('.')
  expect(tokens.read('media', `${Buffer.from('call-2').toString('base64url')}.${code}`)).toBeNull()
})
