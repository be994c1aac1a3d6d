import { expect, it } from 'vitest'
import { parseFml } from '#shared/fml/parseFml.ts'
import { wholeActionOf } from './firstAction.ts'

const context = {
  called: '+12025550100',
  publicUrl: 'https://calls.example.org',
  isNear: ({ address }: { readonly address: string }) => address === '+12025550177',
}

function actionOf(verbs: string): string {
  const parsed = parseFml(`<Response>${verbs}</Response>`)
  if (!parsed.ok) throw new Error(parsed.error[0]?.message)
  const whole = wholeActionOf(parsed.value, context)
  if (!whole) return 'stream'
  if (whole.type === 'play') return `play ${whole.url}`
  return whole.type === 'dial' ? `dial ${whole.to}` : 'hangup'
}

const dial = (inside: string, more = '') =>
  `<Dial action="/hooks/voice/C1/2"${more}>${inside}</Dial>`
const number = '<Number>+1 (202) 555-0123</Number>'

it.for([
  ['', 'hangup'],
  ['<Hangup/>', 'hangup'],
  ['<Say>Hello.</Say>', 'stream'],
  ['<Play>https://example.com/a.wav</Play>', 'play https://example.com/a.wav'],
  ['<Play>https://example.com/a.wav</Play><Hangup/>', 'play https://example.com/a.wav'],
  ['<Play>https://example.com/a.wav</Play><Say>Bye.</Say>', 'stream'],
  ['<Play>/media/abc</Play><Hangup/>', 'play https://calls.example.org/media/abc'],
  ['<Play>http://example.com/a.wav</Play>', 'stream'],
  ['<Play>https://10.0.0.1/a.wav</Play>', 'stream'],
  ['<Play>https://media.internal/a.wav</Play>', 'stream'],
  ['<Play loop="2">https://example.com/a.wav</Play>', 'stream'],
  ['<Play digits="12"/>', 'stream'],
  [dial(number), 'dial +12025550123'],
  [dial('<Sip>sip:desk@pbx.example.com</Sip>'), 'dial sip:desk@pbx.example.com'],
  [dial('<Sip>sip:desk</Sip>'), 'stream'],
  [dial('<Sip>sip:desk@192.168.0.9</Sip>'), 'stream'],
  [dial('<Sip>sip:desk@localhost</Sip>'), 'stream'],
  [dial('<Number>2025550123</Number>'), 'stream'],
  [dial('<Number>+12025550177</Number>'), 'stream'],
  [dial(number + number), 'stream'],
  [dial(number, ' record="true"'), 'stream'],
  [dial(number, ' callerId="+12025550100"'), 'dial +12025550123'],
  [dial(number, ' callerId="+12025550111"'), 'stream'],
  [dial(number, ' whisper="A caller."'), 'stream'],
  [dial(number, ' timeLimit="60"'), 'dial +12025550123'],
] as const)('answers %s by %s', ([verbs, action]) => {
  expect(actionOf(verbs)).toBe(action)
})
