import { expect, it } from 'vitest'
import { createVoiceEngine } from '#runtime/voice/engine/createVoiceEngine.ts'
import { createFakeClock } from '../support/fakeClock.ts'
import {
  createFakeCall,
  createFakeDetector,
  createFakeLine,
  createFakeRecognizer,
  createFakeSynthesizer,
  createFakeTurns,
  printReport,
} from '../support/fakeVoice.ts'

/** A call that listens as this Gather says; its prompt takes 600 ms. */
function startCall(attributes: string, prompt = '<Say>Hello.</Say>', answer = '<Hangup/>') {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock)
  const line = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns({
    '/hooks/voice': `<Gather input="dtmf speech" action="/hooks/voice/C1/2" ${attributes}>${prompt}</Gather>`,
    '/hooks/voice/C1/2': answer,
    '/hooks/prepare/C1/2': 204,
  })
  const reports: string[] = []
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer: createFakeRecognizer(clock, { ms: 40 }),
    clock,
    report: (_, report) => reports.push(printReport(report)),
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
  })
  engine.take(createFakeCall(() => Promise.resolve(line)))
  const posts = (path: string) => turns.posts.filter((post) => post.path === path)
  const posted = () => posts('/hooks/voice/C1/2')[0]?.form
  const endpointing = () =>
    Number(/^delay (\d+)/.exec(reports.find((report) => report.startsWith('delay')) ?? '')?.[1])
  return { clock, line, reports, posts, posted, endpointing, engine }
}

const goodbye = '<Say>Bye.</Say><Hangup/>'

it.for<[string, string, string, number]>([
  ['the usual time', 'language="en-US"', 'an appointment', 600],
  ['less after a whole option', 'language="en-US" hints="an appointment"', 'an appointment', 360],
  ['less after a yes', 'language="en-US" grammar="builtin:yesno"', 'yes please', 360],
  ['less after all digits', 'grammar="builtin:digits" numDigits="2"', 'one two', 360],
  ['more in the middle of digits', 'grammar="builtin:digits" numDigits="4"', 'one two', 1_500],
  ['more after an announced value', 'language="en-US"', 'my number is', 2_200],
  ['more after “und”', 'language="de-DE"', 'am Dienstag und', 1_500],
])('waits for more words: %s', async ([, attributes, words, ms]) => {
  const call = startCall(attributes, '<Say>Hello.</Say>', goodbye)
  await call.clock.advance(1_000)
  call.line.speak(words, 600)
  await call.clock.advance(4_000)
  expect(call.posted()).toMatchObject({ Reason: 'speech', SpeechResult: words })
  expect(call.endpointing()).toBe(ms)
})

it('tells likely words as soon as they stand still, and again when they change', async () => {
  const call = startCall('prepare="/hooks/prepare/C1/2" timeout="5"')
  await call.clock.advance(1_000)
  call.line.speak('a visit on tuesday', 800)
  await call.clock.advance(800 + 160)
  expect(call.posts('/hooks/prepare/C1/2')).toEqual([])
  await call.clock.advance(100)
  const prepared = call.posts('/hooks/prepare/C1/2').map(({ form }) => form)
  expect(prepared).toEqual([{ Reason: 'speech', SpeechResult: 'a visit on tuesday' }])
  expect(call.posted()).toBeUndefined()
  await call.clock.advance(2_000)
  expect(call.posted()).toMatchObject({ SpeechResult: 'a visit on tuesday' })
  expect(call.posts('/hooks/prepare/C1/2')).toHaveLength(1)
})

it('tells what was heard of the prompt with them when the caller has cut in', async () => {
  const call = startCall('prepare="/hooks/prepare/C1/2"', '<Say>We are open at nine.</Say>')
  await call.clock.advance(1_000)
  call.line.speak('a visit please', 600)
  await call.clock.advance(1_000)
  const [prepared] = call.posts('/hooks/prepare/C1/2')
  await call.clock.advance(1_000)
  expect(prepared?.form).toEqual({
    Reason: 'speech',
    SpeechResult: 'a visit please',
    Heard: 'We are',
  })
  expect(call.posted()).toMatchObject({ SpeechResult: 'a visit please', Heard: 'We are' })
})

it('tells nobody where it is not asked to', async () => {
  const call = startCall('timeout="5"')
  await call.clock.advance(1_000)
  call.line.speak('a visit', 400)
  await call.clock.advance(3_000)
  expect(call.posts('/hooks/prepare/C1/2')).toEqual([])
  expect(call.posted()).toMatchObject({ SpeechResult: 'a visit' })
})

it('goes on with its prompt after “uh-huh”, a little before where it was held', async () => {
  const call = startCall('language="en-US"', '<Say>We are open at nine.</Say>')
  await call.clock.advance(1_000)
  call.line.speak('uh-huh', 200)
  await call.clock.advance(3_000)
  expect(call.line.heard[0]).toBe('0 We are open at nine. (cut at 1000)')
  // 180 ms of sound, 600 of silence, 40 to recognise; 1,300 ms are left of the prompt, and 200 are said again.
  expect(call.line.heard[1]).toBe('1820 (tone)')
  expect(call.reports).toContain('backchannel uh-huh')
  expect(call.reports).not.toContain('bargein speech')
  await call.clock.advance(6_000)
  expect(call.posted()).toEqual({ Reason: 'timeout' })
})

it('takes “yeah” for an answer once a question was asked', async () => {
  const call = startCall('language="en-US"', '<Say>Shall I book it? Or later.</Say>')
  await call.clock.advance(1_800)
  call.line.speak('yeah', 200)
  await call.clock.advance(3_000)
  expect(call.posted()).toMatchObject({ SpeechResult: 'yeah', Heard: 'Shall I book it? Or' })
})

it('waits 30 seconds, twice, for a caller who asks for a moment, and says nothing meanwhile', async () => {
  const call = startCall('language="de-DE" timeout="4"')
  await call.clock.advance(1_000)
  call.line.speak('einen Moment bitte', 600)
  await call.clock.advance(25_000)
  expect(call.posted()).toBeUndefined()
  expect(call.reports).toContain('caller.waits 30000')
  call.line.speak('Moment noch', 400)
  await call.clock.advance(29_000)
  expect(call.posted()).toBeUndefined()
  call.line.speak('vier sieben', 400)
  await call.clock.advance(2_000)
  expect(call.posted()).toMatchObject({ Reason: 'speech', SpeechResult: 'vier sieben' })
  expect(call.line.heard).toEqual(['0 Hello.'])
})

it('ends the wait by silence in the end', async () => {
  const call = startCall('language="en-US" timeout="4"')
  await call.clock.advance(1_000)
  call.line.speak('hold on', 400)
  await call.clock.advance(32_000)
  expect(call.posted()).toEqual({ Reason: 'timeout' })
})
