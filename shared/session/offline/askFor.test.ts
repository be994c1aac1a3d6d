import { expect, it } from 'vitest'
import type { ModelField } from '../../compile/program.ts'
import { askedIn, askFor } from './askFor.ts'

const field = (description: string, type: ModelField['type'] = 'text', name = 'x'): ModelField => ({
  name,
  type,
  description,
  required: true,
})

it.for<[string, ModelField['type'], string, string]>([
  [
    'The day of the visit',
    'date',
    'Could you tell me the day of the visit, please?',
    'And the day of the visit, please?',
  ],
  [
    'Party size',
    'number',
    'Could you tell me the party size, please?',
    'And the party size, please?',
  ],
  ['How many people', 'number', 'How many people?', 'How many people?'],
  [
    'What time do they want to come?',
    'time',
    'What time do you want to come?',
    'What time do you want to come?',
  ],
  [
    "The caller's full name",
    'text',
    'Could you tell me your full name, please?',
    'And your full name, please?',
  ],
  ['Name of the caller', 'text', 'Could you tell me your name, please?', 'And your name, please?'],
  [
    'Whether they are a new patient',
    'yesno',
    'Could you tell me whether you are a new patient?',
    'Could you tell me whether you are a new patient?',
  ],
  [
    'Day of the visit, for example tomorrow. Not a Sunday.',
    'date',
    'Could you tell me the day of the visit, please?',
    'And the day of the visit, please?',
  ],
  [
    'ID of the order',
    'text',
    'Could you tell me the ID of the order, please?',
    'And the ID of the order, please?',
  ],
  ['', 'text', 'Could you tell me the x, please?', 'And the x, please?'],
])('asks for %j', ([description, type, first, later]) => {
  expect([askFor(field(description, type), true), askFor(field(description, type), false)]).toEqual(
    [first, later],
  )
})

it('knows what it asked for, also among other words', () => {
  const fields = [field('The day', 'date', 'day'), field('The time of day', 'time', 'time')]
  for (const each of fields) expect(askedIn(`Thank you. ${askFor(each, false)}`, fields)).toBe(each)
  expect(askedIn('How can I help?', fields)).toBeNull()
})
