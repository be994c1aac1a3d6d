import { expect, it } from 'vitest'
import type { TextInput } from '#shared/api/api.ts'
import { fieldsOf, type Listening } from './typedInput.ts'

const record: Listening = { type: 'record', action: '/a', maxLength: 3 }
const dial: Listening = {
  type: 'dial',
  action: '/a',
  targets: [{ type: 'number', address: '+12025550123' }],
}
const say = (speech: string): TextInput => ({ type: 'speech', speech })

it.for<[string, Listening, TextInput, ReturnType<typeof fieldsOf>]>([
  [
    'typed words are the recording',
    record,
    say('call me: ä'),
    {
      Reason: 'recording',
      RecordingUrl: 'data:text/plain;charset=utf-8,call%20me%3A%20%C3%A4',
      RecordingDuration: '1',
    },
  ],
  [
    'silence records nothing',
    record,
    { type: 'silence' },
    { Reason: 'recording', RecordingUrl: '', RecordingDuration: '0' },
  ],
  [
    'the finishing key alone records nothing',
    record,
    { type: 'digits', digits: '#' },
    { Reason: 'recording', RecordingUrl: '', RecordingDuration: '0' },
  ],
  ['other keys do nothing to a recording', record, { type: 'digits', digits: '1' }, null],
  [
    'words are a conversation',
    dial,
    say('hello'),
    {
      Reason: 'dial',
      DialCallStatus: 'completed',
      DialCallDuration: '1',
      DialedTo: '+12025550123',
    },
  ],
  [
    'busy is busy',
    dial,
    say(' Busy. '),
    { Reason: 'dial', DialCallStatus: 'busy', DialCallDuration: '0' },
  ],
  [
    'silence is no answer',
    dial,
    { type: 'silence' },
    { Reason: 'dial', DialCallStatus: 'no-answer', DialCallDuration: '0' },
  ],
  ['keys do nothing to a call', dial, { type: 'digits', digits: '1' }, null],
  ['a hang-up is no input', dial, { type: 'hangup' }, null],
])('%s', ([, verb, input, fields]) => {
  expect(fieldsOf(verb, input)).toEqual(fields)
})

it('bounds the address of a recording', () => {
  const fields = fieldsOf(record, say('😀'.repeat(1_000)))
  expect(fields?.['RecordingUrl']?.length).toBeLessThan(4_000)
  expect(fields?.['RecordingDuration']).toBe('1')
})
