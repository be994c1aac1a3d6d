import { expect, it } from 'vitest'
import { answerInterval, intervalOfAnswer, nextAct, printInterval } from './sessionTimer.ts'

/** Session-Expires / whether `timer` is supported / Min-SE, and what comes of it. */
it.for<[string | null, boolean, string | null, string]>([
  ['1800', true, null, '1800;refresher=uac, required'],
  ['1800;refresher=uas', true, null, '1800;refresher=uas'],
  ['1800;refresher=uac', true, '90', '1800;refresher=uac, required'],
  ['3600', true, null, '1800;refresher=uac, required'],
  ['3600', true, '2400', '2400;refresher=uac, required'],
  ['60', true, null, '422, 90'],
  ['60', false, null, '90;refresher=uas'],
  [null, true, null, '1800;refresher=uac, required'],
  [null, false, null, '1800;refresher=uas'],
  ['soon', false, null, '1800;refresher=uas'],
])('answers %s (timer: %s, Min-SE: %s) with %s', ([expires, isSupported, least, expected]) => {
  const verdict = answerInterval({ expires, isSupported, least }, 1800)
  expect(
    verdict.type === 'refused'
      ? `422, ${verdict.least}`
      : `${printInterval(verdict.interval, 'uas')}${verdict.isRequired ? ', required' : ''}`,
  ).toBe(expected)
})

it.for([
  ['1800;refresher=uac', 'refresh 900000'],
  ['1800;refresher=uas', 'end 1768000'],
  ['90;refresher=uas', 'end 60000'],
  ['1800', 'refresh 900000'],
  ['10;refresher=uac', 'refresh 45000'],
  ['', 'never'],
  [null, 'never'],
] as const)('after %s acts: %s', ([expires, expected]) => {
  const interval = intervalOfAnswer(expires)
  const next = interval && nextAct(interval)
  expect(next ? `${next.act} ${next.after}` : 'never').toBe(expected)
})
