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

const path = '/hooks/say/C1/1'
const listening = `<Gather id="a" input="dtmf speech" timeout="5" action="/hooks/voice/C1/2"><Say stream="${path}"/></Gather>`

/** A call whose first document speaks these connections of one stream. */
function call(connections: readonly (readonly object[])[], document = listening) {
  const clock = createFakeClock()
  const synthesizer = createFakeSynthesizer(clock)
  const line = createFakeLine(clock, synthesizer.textOf)
  const turns = createFakeTurns(
    { '/hooks/voice': document, '/hooks/voice/C1/2': '<Say>Bye.</Say><Hangup/>' },
    { [path]: connections },
  )
  const reports: string[] = []
  const engine = createVoiceEngine({
    turns,
    synthesizer,
    recognizer: createFakeRecognizer(clock),
    clock,
    report: (_, report) => reports.push(printReport(report)),
    createDetector: createFakeDetector,
    log: { warn: () => {} },
    fetch: async () => new Response(null, { status: 404 }),
  })
  engine.take(createFakeCall(() => Promise.resolve(line)))
  const posted = () => turns.posts.filter((post) => post.path === '/hooks/voice/C1/2')
  return { clock, line, reports, posted, engine }
}
const said = (...texts: string[]) => texts.map((say) => ({ say }))

it('speaks sentences without a gap, then listens', async () => {
  const { clock, line, posted, reports } = call([[...said('One.', 'Two.'), { end: 'listen' }]])
  await clock.advance(1_000)
  expect(line.heard).toEqual(['0 One.', '400 Two.'])
  expect(reports).toContain('verb.started say One.')
  line.press('7')
  await clock.advance(5_000)
  expect(posted()[0]?.form).toMatchObject({ Reason: 'digits', Digits: '7' })
})

it('starts the silence of the caller when the last sentence was heard', async () => {
  const { clock, posted } = call([[...said('One.'), { end: 'listen' }]])
  await clock.advance(400 + 4_900)
  expect(posted()).toEqual([])
  await clock.advance(200)
  expect(posted()[0]?.form).toMatchObject({ Reason: 'timeout' })
})

it('reports the reason stream when the flow goes on by itself', async () => {
  const { clock, line, posted } = call([[...said('Done.'), { end: 'leave' }]])
  await clock.advance(5_000)
  expect(posted().map(({ form }) => form)).toEqual([{ Reason: 'stream' }])
  expect(line.heard).toEqual(['0 Done.', '500 Bye.'])
})

it('tells what was heard of all sentences when the caller cuts in, without the filler', async () => {
  const { clock, line, posted } = call([
    [
      { say: 'Hold on.', filler: true },
      ...said('At nine.', 'Or at ten in the evening.'),
      { end: 'listen' },
    ],
  ])
  await clock.advance(800 + 800 + 1_050)
  line.press('4#')
  await clock.advance(100)
  expect(posted()[0]?.form).toMatchObject({
    Digits: '4',
    Heard: 'At nine. Or at ten',
  })
})

it('stops a filler when the caller speaks, and says nothing over the caller', async () => {
  const { clock, line, posted } = call([
    [{ say: 'One moment, please.', filler: true }, ...said('At nine.'), { end: 'listen' }],
  ])
  await clock.advance(400)
  line.speak('at ten please', 600)
  await clock.advance(3_000)
  expect(line.heard).toEqual(['0 One moment, please. (cut at 400)', '1680 Bye.'])
  expect(posted()[0]?.form).toMatchObject({ SpeechResult: 'at ten please', Heard: '' })
})

it('says the first sentence when the filler is over', async () => {
  const { clock, line } = call([
    [{ say: 'Hold on.', filler: true }, ...said('At nine.'), { end: 'listen' }],
  ])
  await clock.advance(2_000)
  expect(line.heard).toEqual(['0 Hold on.', '800 At nine.'])
})

it('goes on where a connection broke', async () => {
  const { clock, line } = call([said('One.', 'Two.'), [...said('Three.'), { end: 'listen' }]])
  await clock.advance(3_000)
  expect(line.heard.map((text) => text.replace(/^\d+ /, ''))).toEqual(['One.', 'Two.', 'Three.'])
})

it.for([
  ['cannot be reached', []],
  ['holds no sentences', [[{ hello: 1 }], [{}], [{ say: 7 }], [{ end: 'never' }]]],
] as const)('leaves when the stream %s', async ([, connections]) => {
  const { clock, posted, reports } = call(connections)
  await clock.advance(3_000)
  expect(posted().map(({ form }) => form)).toEqual([{ Reason: 'stream' }])
  expect(reports.join('\n')).toContain('problem A streamed answer broke off')
})

it('speaks a stream outside a Gather and goes on with the next verb', async () => {
  const document = `<Say stream="${path}"/><Say>After.</Say><Hangup/>`
  const { clock, line, engine } = call([[...said('One.'), { end: 'leave' }]], document)
  await clock.advance(3_000)
  expect(line.heard).toEqual(['0 One.', '400 After.'])
  expect(engine.liveCalls()).toBe(0)
  expect(clock.pending()).toBe(0)
})
