import { expect, it } from 'vitest'
import type { ModelExit, ModelField } from '../../compile/program.ts'
import type { ModelMessage, ModelRequest } from '../effect.ts'
import type { ModelAnswer } from '../event.ts'
import { respondOffline } from '../offline.ts'

const day: ModelField = {
  name: 'day',
  type: 'date',
  description: 'The day of the visit',
  required: true,
}
const time: ModelField = { name: 'time', type: 'time', description: 'The time', required: true }
const size: ModelField = {
  name: 'party_size',
  type: 'number',
  description: 'How many people',
  required: true,
}
const name: ModelField = {
  name: 'name',
  type: 'text',
  description: 'Name of the caller',
  required: true,
}
const phone: ModelField = {
  name: 'phone',
  type: 'phone',
  description: 'The phone number',
  required: true,
}
const smokes: ModelField = {
  name: 'smokes',
  type: 'yesno',
  description: 'Do they smoke?',
  required: true,
}
const booked: ModelExit = { name: 'booked', description: 'Everything is known', phrases: [] }
const operator: ModelExit = {
  name: 'operator',
  description: 'Wants a person',
  phrases: ['speak to a person', 'operator'],
}

const makeRequest = (changes: Partial<ModelRequest>): ModelRequest => ({
  prompt: 'You book tables. Ask for what is missing.',
  knowledge: 'We open at six in the evening.',
  language: 'en-US',
  exits: [operator, booked],
  collect: [],
  collected: {},
  history: [],
  timeout: 8_000,
  ...changes,
})

/** Talks to the responder and writes down both sides. */
function talk(changes: Partial<ModelRequest>, lines: readonly string[]) {
  const history: ModelMessage[] = [...(changes.history ?? [])]
  const said: string[] = []
  let collected = changes.collected ?? {}
  let answer: ModelAnswer = respondOffline(makeRequest({ ...changes, history, collected }))
  for (const line of lines) {
    if (history.length === 0 || history.at(-1)?.role === 'caller') {
      history.push({ role: 'agent', text: answer.say })
    }
    history.push({ role: 'caller', text: line })
    answer = respondOffline(makeRequest({ ...changes, history, collected }))
    collected = { ...collected, ...answer.collected }
    said.push(answer.say)
  }
  return { said, collected, exit: answer.exit?.name ?? null, reason: answer.exit?.reason ?? null }
}

it('asks for each field, thanks, reads back and leaves', () => {
  expect(
    talk({ collect: [day, time, size, name] }, [
      'tomorrow',
      'half past seven',
      'four',
      'my name is ann lee',
    ]),
  ).toEqual({
    said: [
      'Thank you. And the time, please?',
      'Thank you. How many people?',
      'Thank you. And your name, please?',
      'Thank you. I have noted: day, tomorrow; time, 7:30 PM; party size, 4; name, Ann Lee.',
    ],
    collected: { day: 'tomorrow', time: '19:30', party_size: 4, name: 'Ann Lee' },
    exit: 'booked',
    reason: 'Everything required is collected.',
  })
})

it('takes all it can from one sentence', () => {
  expect(
    talk({ collect: [day, time, size] }, ['a table for four tomorrow at half past seven please']),
  ).toMatchObject({
    collected: { day: 'tomorrow', time: '19:30', party_size: 4 },
    exit: 'booked',
  })
})

it.for<[string, Partial<ModelRequest>, readonly string[], object]>([
  ['opens with the first question', { collect: [day] }, [], { said: [], exit: null }],
  [
    'asks again when it did not understand',
    { collect: [day] },
    ['bananas'],
    {
      said: ['Sorry, I did not get that. Could you tell me the day of the visit, please?'],
      exit: null,
    },
  ],
  [
    'knows which eight o clock it is tonight',
    { collect: [day, time, size], history: [{ role: 'agent', text: 'For which day?' }] },
    ['around quarter past eight tonight for 3'],
    { collected: { day: 'today', time: '20:15', party_size: 3 } },
  ],
  [
    'takes no number out of a span of time',
    { collect: [time, size] },
    ['from seven to nine'],
    { collected: { time: '19:00' } },
  ],
  [
    'goes on to the first question when the caller says what the call is about',
    { collect: [day] },
    ['I want to book a table'],
    { said: ['Of course. Could you tell me the day of the visit, please?'] },
  ],
  [
    'says it again when the caller asks it to',
    { collect: [day] },
    ['sorry, can you say that again'],
    { said: ['Could you tell me the day of the visit, please?'], collected: {} },
  ],
  [
    'takes the values of a polite question, and does not answer it',
    { collect: [day, time], knowledge: 'Tables are free tomorrow.' },
    ['can I get a table tomorrow at half past eight tonight'],
    { collected: { day: 'tomorrow', time: '20:30' }, exit: 'booked' },
  ],
  [
    'answers a question and comes back to its own',
    { collect: [day] },
    ['when do you open'],
    {
      said: ['We open at six in the evening. Could you tell me the day of the visit, please?'],
      collected: {},
    },
  ],
  [
    'does not take a question for a name',
    { collect: [name] },
    ['how much is it'],
    { said: ['Sorry, I do not know that. Could you tell me your name, please?'], collected: {} },
  ],
  [
    'leaves by a phrase at any time',
    { collect: [day] },
    ['I want to speak to a person'],
    { exit: 'operator', reason: 'The caller said “speak to a person”.' },
  ],
  [
    'takes no such phrase for a name',
    { collect: [name] },
    ['operator'],
    { exit: 'operator', collected: {} },
  ],
  [
    'keeps what came with the phrase',
    { collect: [day, time] },
    ['tomorrow, and give me the operator'],
    { exit: 'operator', collected: { day: 'tomorrow' } },
  ],
  [
    'reads phone numbers digit by digit',
    { collect: [phone] },
    ['two oh two five five five oh one double three'],
    {
      said: ['Thank you. I have noted: phone, 2 0 2 5 5 5 0 1 3 3.'],
      collected: { phone: '2025550133' },
    },
  ],
  [
    'takes yes and no for the field that was asked',
    { collect: [smokes] },
    ['no'],
    { collected: { smokes: false }, exit: 'booked' },
  ],
  [
    'takes the answer to the greeting of the author',
    { collect: [name, day], history: [{ role: 'agent', text: 'Hello! Who is calling?' }] },
    ["it's bob"],
    { collected: { name: 'Bob' } },
  ],
  [
    'takes no request for a name',
    { collect: [name], history: [{ role: 'agent', text: 'Hello! How can I help?' }] },
    ['I would like to book a visit'],
    { said: ['Of course. Could you tell me your name, please?'], collected: {} },
  ],
  [
    'knows what a question was about that the caller cut short',
    {
      collect: [day, name],
      collected: { day: 'friday' },
      history: [
        { role: 'agent', text: 'Could you tell me the day of the visit, please?' },
        { role: 'caller', text: 'friday' },
        { role: 'agent', text: 'Thank you. And …' },
      ],
    },
    ['ann lee'],
    { collected: { name: 'Ann Lee' }, exit: 'booked' },
  ],
  [
    'lets the caller correct a value',
    { collect: [day, size] },
    ['tomorrow', 'no, on friday instead', 'three'],
    { collected: { day: 'friday', party_size: 3 }, exit: 'booked' },
  ],
  [
    'leaves optional fields alone',
    { collect: [day, { ...name, required: false }] },
    ['tomorrow'],
    { exit: 'booked', collected: { day: 'tomorrow' } },
  ],
  [
    'answers questions until the caller has no more',
    {},
    ['when do you open', 'no thanks'],
    { said: ['We open at six in the evening. Is there anything else?', ''], exit: 'booked' },
  ],
  ['never leaves without exits', { exits: [], collect: [day] }, ['tomorrow'], { exit: null }],
  ['survives silence', { collect: [] }, [''], { exit: null }],
])('%s', ([, changes, lines, result]) => {
  expect(talk(changes, lines)).toMatchObject(result)
})

it('opens the conversation with the first question, or with an offer', () => {
  expect(respondOffline(makeRequest({ collect: [day] })).say).toBe(
    'Could you tell me the day of the visit, please?',
  )
  expect(respondOffline(makeRequest({})).say).toBe('How can I help you?')
})

it('knows what it asked when nothing of the question was heard', () => {
  const history: ModelMessage[] = [
    { role: 'agent', text: 'Could you tell me the day of the visit, please?' },
    { role: 'caller', text: 'friday' },
    { role: 'caller', text: 'seven' },
  ]
  const request = makeRequest({ collect: [day, time], collected: { day: 'friday' }, history })
  expect(respondOffline(request).collected).toEqual({ time: '19:00' })
})
