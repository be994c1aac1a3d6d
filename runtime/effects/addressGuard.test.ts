import { describe, expect, it } from 'vitest'
import { addressInUrl, createGuardedLookup, isPublicAddress } from './addressGuard.ts'

describe('addresses of the public internet', () => {
  it.for(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.for([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    '::ffff:169.254.169.254',
    '::ffff:0:127.0.0.1',
    '64:ff9b:1::a00:1',
    '2001::1',
    'fd00:ec2::254',
    '192.88.99.1',
    '240.0.0.1',
    'not an address',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.for([
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://2130706433/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://017700000001/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://0/', '0.0.0.0'],
    ['http://１２７.0.0.1/', '127.0.0.1'],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['http://user@10.0.0.1/', '10.0.0.1'],
    ['http://[::1]:80/', '::1'],
    ['http://example.org/', null],
  ] as const)('%s names %s', ([url, address]) => {
    expect(addressInUrl(new URL(url))).toBe(address)
  })
})

describe('the lookup of a socket', () => {
  const names: Readonly<Record<string, string[]>> = {
    'public.example': ['93.184.216.34', '2606:4700::1111'],
    'private.example': ['10.0.0.1'],
    'mixed.example': ['93.184.216.34', '127.0.0.1'],
  }
  const lookup = createGuardedLookup((host, _options, done) =>
    done(
      null,
      (names[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    ),
  )
  const ask = (host: string, all: boolean) =>
    new Promise((resolve) =>
      lookup(host, { all }, (error, address) => resolve(error ? error.message : address)),
    )

  it('gives the addresses of a public name', async () => {
    expect(await ask('public.example', false)).toBe('93.184.216.34')
    expect(await ask('public.example', true)).toEqual([
      { address: '93.184.216.34', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
  })

  it('gives the socket what it looked at, when a name changes its mind', async () => {
    const answers = [['93.184.216.34'], ['127.0.0.1']]
    const turning = createGuardedLookup((_host, _options, done) =>
      done(
        null,
        (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
      ),
    )
    const once = () =>
      new Promise((resolve) =>
        turning('turning.example', { all: false }, (error, address) =>
          resolve(error ? error.message : address),
        ),
      )
    expect(await once()).toBe('93.184.216.34')
    expect(await once()).toContain('turning.example is a private address')
  })

  it.for(['private.example', 'mixed.example', 'unknown.example'])('refuses %s', async (host) => {
    expect(await ask(host, true)).toContain(`${host} is a private address`)
  })
})
