import { expect, it } from 'vitest'
import { delaySchema } from '#shared/api/delays.ts'
import { delaySentence } from './delay.ts'

const delay = { endpointing: 270, recognition: 50, turn: 170, synthesis: 90, total: 580 }

it('says where the wait went', () => {
  expect(delaySentence(delaySchema.parse(delay))).toBe(
    'Answered after 0.58 s: silence 0.27, words 0.05, flow 0.17, voice 0.09',
  )
})

it('says what an early start has won', () => {
  expect(delaySentence(delaySchema.parse({ ...delay, model: 100, total: 680, saved: 240 }))).toBe(
    'Answered after 0.68 s: silence 0.27, words 0.05, flow 0.17, model 0.10, voice 0.09; begun 0.24 s early',
  )
})
