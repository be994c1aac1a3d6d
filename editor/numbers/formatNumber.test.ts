import { expect, it } from 'vitest'
import { formatNumber } from './formatNumber.ts'

it.for([
  ['+12025550100', '+1 202 555 0100'],
  ['+4930123456', '+49 30123456'],
  ['+74951234567', '+7 4951234567'],
  ['+353123456789', '+353 123456789'],
  ['+390612345678', '+39 0612345678'],
  ['+2025550100', '+20 25550100'],
  ['sip:desk@example.com', 'sip:desk@example.com'],
  ['desk', 'desk'],
  ['+49', '+49'],
])('shows %s as %s', ([number = '', shown]) => {
  expect(formatNumber(number)).toBe(shown)
})
