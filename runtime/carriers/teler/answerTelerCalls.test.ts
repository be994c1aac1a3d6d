import { expect, it } from 'vitest'
import { newNumberSettings } from '#shared/api/numbers.ts'
import type { NumberRecord } from '../../storage/numberRecords.ts'
import type { IncomingCall } from '../../voice/line.ts'
import { createAnswerTelerCalls } from './answerTelerCalls.ts'

const recordOf = (number: string, enabled: boolean): NumberRecord => ({
  ...{ number, carrier: 'teler', settings: { ...newNumberSettings, enabled } },
  ...{ flowId: null, flowName: null, version: null },
})

it.for([
  ['+12025550100', null, 'taken'],
  ['+12025550101', null, 'refused with 480'],
  ['+12025550102', null, 'taken'],
  ['+12025550199', null, 'refused with 404'],
  ['draft-f1', null, 'refused with 404'],
  ['+12025550199', 'call-1', 'taken'],
] as const)('a call to %s (of ours: %s) is %s', async ([to, callId, expected]) => {
  const known = [recordOf('+12025550100', true), recordOf('+12025550101', false)]
  const book = {
    find: (number: string) => known.find((each) => each.number === number) ?? null,
    // Another process has added it.
    lookAgain: async () => void known.push(recordOf('+12025550102', true)),
  }
  let outcome = ''
  const call: IncomingCall = {
    ...{ id: 'cs_1', from: '+12025550177', to, claims: null, onCancel: () => {} },
    ...(callId === null ? {} : { outbound: { callId } }),
    answer: () => Promise.reject(new Error('Nobody answers here.')),
    reject: (status) => {
      outcome = `refused with ${status}`
    },
  }
  const answer = createAnswerTelerCalls(book, () => {
    outcome = 'taken'
  })
  await answer(call)
  expect(outcome).toBe(expected)
})
