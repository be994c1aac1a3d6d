import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { printRtp } from '../rtp.ts'
import { createSrtp } from './srtp.ts'

const key = randomBytes(30)
const rtp = (sequence: number, text = 'sound'): Buffer =>
  printRtp({
    ...{ payloadType: 0, marker: false, sequence, timestamp: 0, ssrc: 0xcafe_babe },
    payload: Buffer.from(text),
  })

it('seals the known packet of libsrtp for the master key of RFC 3711 appendix B.3', () => {
  const master = Buffer.from('E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6', 'hex')
  const context = createSrtp(master, 'AES_CM_128_HMAC_SHA1_80')
  const packet = printRtp({
    ...{ payloadType: 15, marker: false, sequence: 0x1234, timestamp: 0xdeca_fbad },
    ...{ ssrc: 0xcafe_babe, payload: Buffer.alloc(16, 0xab) },
  })

  expect(context.protect(packet).toString('hex')).toBe(
    '800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb',
  )
})

it.for(['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const)(
  '%s opens what it sealed, once, and nothing else',
  (suite) => {
    const ours = createSrtp(key, suite)
    const theirs = createSrtp(key, suite)
    const sealed = ours.protect(rtp(7))
    expect(sealed.includes('sound')).toBe(false)
    const changed = Buffer.from(sealed)
    changed[13] = (changed[13] ?? 0) ^ 1
    expect([
      theirs.unprotect(changed),
      theirs.unprotect(sealed)?.equals(rtp(7)),
      theirs.unprotect(sealed),
      theirs.unprotect(rtp(8)),
      createSrtp(randomBytes(30), suite).unprotect(sealed),
    ]).toEqual([null, true, null, null, null])
  },
)

it('goes on over the end of the sequence numbers, and takes stragglers', () => {
  const ours = createSrtp(key, 'AES_CM_128_HMAC_SHA1_80')
  const theirs = createSrtp(key, 'AES_CM_128_HMAC_SHA1_80')
  const numbers = [65_533, 65_534, 65_535, 0, 1, 2]
  const sealed = numbers.map((number) => ours.protect(rtp(number)))
  const order = [0, 1, 3, 2, 5, 4]
  expect(order.map((i) => theirs.unprotect(sealed[i] ?? Buffer.alloc(0)) !== null)).toEqual(
    order.map(() => true),
  )
})

it('seals RTCP', () => {
  const ours = createSrtp(key, 'AES_CM_128_HMAC_SHA1_80')
  const theirs = createSrtp(key, 'AES_CM_128_HMAC_SHA1_80')
  const report = Buffer.concat([Buffer.from('80c90001cafebabe', 'hex'), Buffer.from('report..')])
  const sealed = ours.protectRtcp(report)
  expect([theirs.unprotectRtcp(sealed)?.equals(report), theirs.unprotectRtcp(sealed)]).toEqual([
    true,
    null,
  ])
})

it('survives packets of any length', () => {
  const context = createSrtp(key, 'AES_CM_128_HMAC_SHA1_80')
  for (let length = 0; length < 60; length++) {
    const bytes = Buffer.alloc(length, 0xff)
    expect([context.unprotect(bytes), context.unprotectRtcp(bytes)]).toEqual([null, null])
  }
})
