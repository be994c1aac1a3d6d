import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog, maskText } from './log.ts'

function write(fields: object, message = 'Something happened.') {
  let line = ''
  createLog('debug', {
    write: (text) => {
      line += text
    },
  }).warn(fields, message)
  return { line, ...JSON.parse(line) }
}

describe('the log', () => {
  it('keeps what helps: ids, codes, counts and sentences', () => {
    const { level, msg, callId, status, took } = write({ callId: 'mfo1x2', status: 503, took: 12 })
    expect({ level, msg, callId, status, took }).toEqual({
      ...{ level: 40, msg: 'Something happened.' },
      ...{ callId: 'mfo1x2', status: 503, took: 12 },
    })
  })

  it.each([
    ['a field of that name', { digits: '4711' }],
    ['a field inside a field', { post: { form: { SpeechResult: 'my name is 4711' } } }],
    ['a header', { request: { headers: { Authorization: 'Bearer 4711' } } }],
    ['a list', { rows: [{ text: '4711' }] }],
    ['a number inside a text', { problem: 'sip +1 202 555-4711 is busy' }],
    ['a SIP address', { problem: 'no answer from sip:anna4711@example.org' }],
    ['an e-mail address', { problem: 'anna4711@example.org is unknown' }],
    ['what is asked of an address', { url: 'https://example.org/find?phone=4711' }],
    ['the message of an error', { err: new Error('+12025554711 is unknown') }],
    ['the fields of an error', { err: Object.assign(new Error('no'), { config: '4711' }) }],
    ['the cause of an error', { err: new Error('no', { cause: new Error('+4930554711') }) }],
    ['something without end', { a: { b: { c: { d: { e: { f: { g: '4711' } } } } } } }],
  ])('leaves out personal data in %s', (_, fields) => {
    expect(write(fields).line).not.toContain('4711')
  })

  it('leaves out personal data in its sentence', () => {
    expect(write({}, 'Nobody answers at +49 30 5554711.').msg).toBe('Nobody answers at •••.')
  })

  it('says what an error was', () => {
    const { err } = write({ err: Object.assign(new TypeError('x is not here'), { code: 'E1' }) })
    expect(err).toMatchObject({ type: 'TypeError', message: 'x is not here', code: 'E1' })
    expect(err.stack).toContain('log.test.ts')
  })

  it('finds every number in international form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), fc.string(), (number, around) => {
        expect(maskText(`${around} ${number} ${around}`)).not.toContain(number)
      }),
    )
  })
})
