import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startGather, stepGather } from './gatherMachine.ts'
import type { GatherEvent, GatherOutput, GatherRules } from './gatherTypes.ts'

const rules: GatherRules = {
  dtmf: true,
  speech: true,
  numDigits: null,
  finishOnKey: '#',
  timeout: 5_000,
  interDigitTimeout: 3_000,
  interruptible: { byKey: true, bySpeech: true },
  minBargeInWords: 0,
  isBackchannel: (words, asked) => !asked && /^(uh-huh|yeah)$/.test(words),
  isHoldOn: (words) => words === 'one moment',
}
const deaf = { byKey: false, bySpeech: false }

/** One word per event, at one second each: `1` a key, `end` the prompt, `~` speech, and so on. */
function eventOf(word: string, at: number): GatherEvent {
  const timer = /^timer:(noInput|interDigit|longestUtterance|recognition)$/.exec(word)?.[1]
  if (timer === 'noInput' || timer === 'interDigit') return { type: 'timer', name: timer, at }
  if (timer === 'longestUtterance' || timer === 'recognition') {
    return { type: 'timer', name: timer, at }
  }
  const [kind, text = ''] = word.split(':')
  if (kind === 'end') return { type: 'prompt.ended', at }
  if (kind === 'said') return { type: 'prompt.said', text, at }
  if (kind === 'speech') return { type: 'speech.started', at }
  if (kind === 'silence') return { type: 'speech.ended', silence: 600, at }
  if (kind === 'partial') return { type: 'speech.partial', text: text.replaceAll('_', ' '), at }
  if (kind === 'words') {
    return { type: 'recognised', text: text.replaceAll('_', ' '), confidence: 0.5, at }
  }
  if (kind === 'typed') return { type: 'text', text: text.replaceAll('_', ' '), at }
  return { type: 'digit', digit: word, at }
}

function printOutput(output: GatherOutput): string {
  switch (output.type) {
    case 'stopPrompt':
      return `stop(${output.by})`
    case 'callerWaits':
      return `waits(${output.ms})`
    case 'startTimer':
      return `${output.name}(${output.ms})`
    case 'done': {
      const { reason, digits, speech, left, interrupted } = output.result
      const input = reason === 'digits' ? `:${digits}` : reason === 'speech' ? `:${speech}` : ''
      return `done(${reason}${input})${interrupted ? ' cut' : ''}${left ? ` left ${left}` : ''}`
    }
    default:
      return output.type
  }
}

function run(changes: Partial<GatherRules>, events: string): string[] {
  let state = startGather({ ...rules, ...changes }, 0)
  return events.split(' ').map((word, index) => {
    const step = stepGather(state, eventOf(word, (index + 1) * 1_000))
    state = step.state
    return step.outputs.map(printOutput).join(', ')
  })
}

it.for<[string, Partial<GatherRules>, string, string[]]>([
  ['waits when the prompt has ended', {}, 'end', ['noInput(5000)']],
  ['ends by timeout', {}, 'end timer:noInput', ['noInput(5000)', 'stopTimer, done(timeout)']],
  [
    'ends by the number of digits',
    { numDigits: 2 },
    'end 1 2',
    ['noInput(5000)', 'interDigit(3000)', 'stopTimer, done(digits:12)'],
  ],
  [
    'ends by the finish key, without it',
    {},
    'end 1 #',
    ['noInput(5000)', 'interDigit(3000)', 'stopTimer, done(digits:1)'],
  ],
  [
    'takes # for a digit when no key finishes',
    { finishOnKey: '', numDigits: 1 },
    'end #',
    ['noInput(5000)', 'stopTimer, done(digits:#)'],
  ],
  [
    'ends by silence between digits',
    {},
    'end 7 timer:interDigit',
    ['noInput(5000)', 'interDigit(3000)', 'stopTimer, done(digits:7)'],
  ],
  ['stops the prompt at a key', {}, '1', ['stop(digit), interDigit(3000)']],
  [
    'keeps keys for the end of a prompt that goes on, and the rest for the next gather',
    { interruptible: deaf, numDigits: 1 },
    '1 2 end',
    ['', '', 'stopTimer, done(digits:1) left 2'],
  ],
  [
    'goes on with half the digits when such a prompt ends',
    { interruptible: deaf, numDigits: 2 },
    '1 end 2',
    ['', 'interDigit(3000)', 'stopTimer, done(digits:12)'],
  ],
  ['is deaf to keys where only speech counts', { dtmf: false }, '1 end', ['', 'noInput(5000)']],
  [
    'holds the prompt at the first sound, recognises at the silence',
    {},
    'speech silence words:yes_please',
    [
      'holdPrompt, openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stop(speech), stopTimer, done(speech:yes please) cut',
    ],
  ],
  [
    'stops a held prompt at the first words that are an answer',
    {},
    'speech partial:yeah partial:yeah_but silence words:yeah_but_no',
    [
      'holdPrompt, openUtterance, longestUtterance(30000)',
      '',
      'stop(speech)',
      'finishUtterance, recognition(8000)',
      'stopTimer, done(speech:yeah but no) cut',
    ],
  ],
  [
    'goes on with a held prompt after a sound of listening',
    {},
    'speech silence words:uh-huh end',
    [
      'holdPrompt, openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stopTimer, resumePrompt',
      'noInput(5000)',
    ],
  ],
  [
    'goes on with a held prompt after a noise that is no word',
    {},
    'speech silence words:',
    [
      'holdPrompt, openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stopTimer, resumePrompt',
    ],
  ],
  [
    'takes the same sound for an answer once the prompt has asked',
    {},
    'said:Shall_I? speech silence words:yeah',
    [
      '',
      'holdPrompt, openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stop(speech), stopTimer, done(speech:yeah) cut',
    ],
  ],
  [
    'takes it for an answer when the prompt is over',
    {},
    'end speech silence words:uh-huh',
    [
      'noInput(5000)',
      'openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stopTimer, done(speech:uh-huh)',
    ],
  ],
  [
    'goes on with a prompt that only speech may cut when a key drops the speech that held it',
    { interruptible: { byKey: false, bySpeech: true } },
    'speech 1',
    [
      'holdPrompt, openUtterance, longestUtterance(30000)',
      'cancelUtterance, stopTimer, resumePrompt',
    ],
  ],
  [
    'waits twice for a caller who asks for it, then takes it for an answer',
    {},
    'end speech silence words:one_moment speech silence words:one_moment timer:noInput',
    [
      'noInput(5000)',
      'openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'waits(30000), noInput(30000)',
      'openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'waits(30000), noInput(30000)',
      'stopTimer, done(timeout)',
    ],
  ],
  [
    'stops the prompt and waits when the caller asks for it meanwhile',
    {},
    'speech silence words:one_moment',
    [
      'holdPrompt, openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stop(speech), waits(30000), noInput(30000)',
    ],
  ],
  [
    'posts speech that was not understood',
    {},
    'end speech silence words:',
    [
      'noInput(5000)',
      'openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stopTimer, done(speech:)',
    ],
  ],
  [
    'lets the prompt go on until enough words are heard',
    { minBargeInWords: 2 },
    'speech partial:one partial:one_two silence words:one_two',
    [
      'openUtterance, longestUtterance(30000)',
      '',
      'stop(speech)',
      'finishUtterance, recognition(8000)',
      'stopTimer, done(speech:one two) cut',
    ],
  ],
  [
    'forgets too few words over a prompt',
    { minBargeInWords: 2 },
    'speech silence words:uhuh end',
    [
      'openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'stopTimer',
      'noInput(5000)',
    ],
  ],
  [
    'takes few words that end after the prompt',
    { minBargeInWords: 2 },
    'speech end silence words:yes',
    [
      'openUtterance, longestUtterance(30000)',
      '',
      'finishUtterance, recognition(8000)',
      'stopTimer, done(speech:yes)',
    ],
  ],
  [
    'throws speech away that ends within a prompt that goes on',
    { interruptible: deaf },
    'speech silence end',
    ['openUtterance, longestUtterance(30000)', 'cancelUtterance, stopTimer', 'noInput(5000)'],
  ],
  [
    'hears speech that begins within such a prompt and ends after it',
    { interruptible: deaf },
    'speech end silence words:hello',
    [
      'openUtterance, longestUtterance(30000)',
      '',
      'finishUtterance, recognition(8000)',
      'stopTimer, done(speech:hello)',
    ],
  ],
  [
    'believes keys before speech',
    { numDigits: 2 },
    'end speech 1 speech silence words:no 2',
    [
      'noInput(5000)',
      'openUtterance, longestUtterance(30000)',
      'cancelUtterance, stopTimer, interDigit(3000)',
      '',
      '',
      '',
      'stopTimer, done(digits:12)',
    ],
  ],
  [
    'ends an utterance that goes on and on',
    {},
    'end speech timer:longestUtterance timer:recognition',
    [
      'noInput(5000)',
      'openUtterance, longestUtterance(30000)',
      'finishUtterance, recognition(8000)',
      'cancelUtterance, stopTimer, done(speech:)',
    ],
  ],
  [
    'takes typed words for speech',
    {},
    'typed:two_please',
    ['stop(text), stopTimer, done(speech:two please) cut'],
  ],
  [
    'keeps typed words for the end of a prompt that goes on',
    { interruptible: deaf },
    'typed:two end',
    ['', 'stopTimer, done(speech:two)'],
  ],
  [
    'takes typed keys for keys where only they count',
    { speech: false, numDigits: 2 },
    'typed:1_2',
    ['stop(digit), interDigit(3000), stopTimer, done(digits:12) cut'],
  ],
  ['ignores typed words where only keys count', { speech: false }, 'typed:hello', ['']],
  [
    'changes nothing when it is done',
    { numDigits: 1 },
    'end 1 2 end words:x',
    ['noInput(5000)', 'stopTimer, done(digits:1)', '', '', ''],
  ],
])('%s', ([, changes, events, outputs]) => {
  expect(run(changes, events)).toEqual(outputs)
})

it('says when the last sound was, when it was over and when the words came', () => {
  let state = startGather(rules, 0)
  const events: GatherEvent[] = [
    { type: 'speech.started', at: 100 },
    { type: 'speech.ended', at: 1_600, silence: 600 },
    { type: 'recognised', at: 1_750, text: 'yes', confidence: 0.8 },
  ]
  const outputs = events.flatMap((event) => {
    const step = stepGather(state, event)
    state = step.state
    return step.outputs
  })
  expect(outputs.at(-1)).toMatchObject({
    result: { lastInputAt: 1_000, endpointAt: 1_600, finalAt: 1_750, confidence: 0.8 },
  })
})

const anyEvent = fc.constantFrom(
  ...'end 1 2 # speech silence words:yes words: partial:one partial:one_two typed:hello typed:12 timer'.split(
    ' ',
  ),
)
const anyRules = fc.record({
  dtmf: fc.boolean(),
  speech: fc.boolean(),
  numDigits: fc.constantFrom(null, 1, 3),
  interruptible: fc.record({ byKey: fc.boolean(), bySpeech: fc.boolean() }),
  minBargeInWords: fc.constantFrom(0, 2),
})

/** The timer that runs after some outputs, when this one ran before. */
function timerAfter(outputs: readonly GatherOutput[], before: string | null): string | null {
  return outputs.reduce<string | null>((timer, output) => {
    if (output.type === 'startTimer') return output.name
    return output.type === 'stopTimer' ? null : timer
  }, before)
}

it('never leaves the line dead: without a prompt a timer runs, and it ends once', () => {
  fc.assert(
    fc.property(anyRules, fc.array(anyEvent, { maxLength: 30 }), (changes, words) => {
      let state = startGather({ ...rules, ...changes }, 0)
      let timer: string | null = null
      let ends = 0
      for (const [at, word] of words.entries()) {
        const isTimer = word === 'timer'
        if (isTimer && timer === null) continue
        const step = stepGather(state, eventOf(isTimer ? `timer:${timer}` : word, at))
        timer = timerAfter(step.outputs, isTimer ? null : timer)
        ends += step.outputs.filter(({ type }) => type === 'done').length
        state = step.state
        const isQuiet = !state.prompting && !state.done
        expect(isQuiet && timer === null).toBe(false)
      }
      expect(ends).toBe(state.done ? 1 : 0)
      expect(state.done ? timer : null).toBeNull()
    }),
    { seed: 7, numRuns: 5_000 },
  )
})
