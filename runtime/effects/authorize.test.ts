import { describe, expect, it } from 'vitest'
import { readCredential } from '../export/server/readCredential.ts'
import { authorize, type OpenCredential } from './authorize.ts'

const bearer: OpenCredential = {
  ...{ kind: 'bearer', host: 'api.example.com', userName: '', headerName: '' },
  secret: 'a/secret"token',
}
const at = (address: string, allowPlain = false, more: Partial<OpenCredential> = {}) =>
  authorize('crm', { ...bearer, ...more }, address, allowPlain)

describe('a credential', () => {
  it.for<[string, Partial<OpenCredential>, string, string]>([
    ['a token', {}, 'authorization', 'Bearer a/secret"token'],
    [
      'a password',
      { kind: 'basic', userName: 'Jürgen', secret: 'geheim' },
      'authorization',
      `Basic ${Buffer.from('Jürgen:geheim').toString('base64')}`,
    ],
    ['a header', { kind: 'header', headerName: 'X-Api-Key' }, 'x-api-key', 'a/secret"token'],
  ])('that is %s is sent as such', ([, more, header, value]) => {
    expect(at('https://API.example.com/x?y', false, more)).toMatchObject({ header, value })
  })

  it.for<[string, string, boolean]>([
    ['https://evil.example/', 'is for api.example.com, not for evil.example', true],
    ['https://api.example.com.evil.example/', 'not for api.example.com.evil.example', true],
    ['https://api.example.com@evil.example/', 'not for evil.example', true],
    ['https://api.example.com:8443/', 'not for api.example.com:8443', true],
    ['https://sub.api.example.com/', 'not for sub.api.example.com', true],
    ['/sample/bookings', 'not for this server', true],
    ['nonsense', 'not for this server', true],
    ['http://api.example.com/', 'over https only', false],
  ])('is not sent to %s', ([address, why, allowPlain]) => {
    expect(at(address, allowPlain)).toContain(why)
  })

  it('is hidden where a server says back what it was sent', () => {
    const sent = at('https://api.example.com/')
    if (typeof sent === 'string') throw new Error(sent)
    const text = `${JSON.stringify({ a: `Bearer ${bearer.secret}` })} a\\/secret\\"token a%2Fsecret%22token`
    expect(sent.hide(text)).toBe('{"a":"Bearer •••"} ••• •••')
  })
})

describe('a credential of the environment', () => {
  it.for<[string, Partial<OpenCredential> | string]>([
    ['bearer api.example.com a-long-token', { kind: 'bearer', secret: 'a-long-token' }],
    [
      'basic api.example.com ann:a b:c',
      { kind: 'basic', userName: 'ann', secret: 'a b:c', host: 'api.example.com' },
    ],
    [
      'header api.example.com:8443 X-Api-Key: 12345678',
      { kind: 'header', headerName: 'X-Api-Key', secret: '12345678', host: 'api.example.com:8443' },
    ],
    ['header api.example.com Host: 12345678', 'CREDENTIAL_CRM cannot be read'],
    ['bearer a-long-token', 'CREDENTIAL_CRM cannot be read'],
    ['bearer api.example.com tab\tin-token', 'CREDENTIAL_CRM cannot be read'],
    ['nonsense', 'CREDENTIAL_CRM cannot be read'],
  ])('is read from %s', ([value, expected]) => {
    const read = readCredential('crm', (name) => (name === 'CREDENTIAL_CRM' ? value : null))
    if (typeof expected !== 'string') expect(read).toMatchObject(expected)
    else expect(read).toContain(expected)
    if (typeof read === 'string') expect(read).not.toContain(value.split(' ').at(-1))
  })

  it('that is not there is named', () => {
    expect(readCredential('crm', () => null)).toContain('Set CREDENTIAL_CRM.')
    expect(readCredential('../x', () => 'bearer a.example 12345678')).toContain('no credential')
  })
})
