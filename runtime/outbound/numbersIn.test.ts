import { expect, it } from 'vitest'
import { numbersIn } from './numbersIn.ts'

it.for([
  ['+493012345601', '+493012345601'],
  ['sip:+493012345601@pbx.example', '+493012345601'],
  ['SIP:%2B493012345601@pbx.example:5070', '+493012345601'],
  ['sips:00493012345601@pbx.example', '+493012345601'],
  ['sip:+49-30-12345601;npdi@pbx.example', '+493012345601'],
  ['sip:493012345601', '+493012345601'],
  ['sip:desk@pbx.example', ''],
  ['sip:100@pbx.example', ''],
  ['sip:%zz@pbx.example', ''],
  ['desk', ''],
] as const)('%s is the number %s', ([to, expected]) => {
  expect(numbersIn(to).join()).toBe(expected)
})
