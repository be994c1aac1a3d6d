import { expect, it } from 'vitest'
import { answerFrom } from './answerFrom.ts'

const knowledge = `We are open from nine to five on weekdays, and closed on Sundays.
- The clinic is at 12 Main Street, next to the station.
- A first visit costs 60 dollars. Children under six are free.
You can park behind the house.
Dr. Lee speaks Spanish.`
const prompt = `You are the receptionist of a clinic. Ask for the day of the visit. Vaccinations need no appointment.`

it.for<[string, string | null]>([
  ['when are you open', 'We are open from nine to five on weekdays, and closed on Sundays.'],
  [
    'what are your opening hours',
    'We are open from nine to five on weekdays, and closed on Sundays.',
  ],
  ['are you closed on sunday', 'We are open from nine to five on weekdays, and closed on Sundays.'],
  ['how much is the first visit', 'A first visit costs 60 dollars.'],
  ['where are you', 'The clinic is at 12 Main Street, next to the station.'],
  ["what's the address", 'The clinic is at 12 Main Street, next to the station.'],
  ['is there parking', 'You can park behind the house.'],
  ['does anybody speak spanish', 'Dr. Lee speaks Spanish.'],
  ['do I need an appointment for a vaccination', 'Vaccinations need no appointment.'],
  ['do you repair bicycles', null],
  ['what is the receptionist', null],
  ['', null],
])('answers %j', ([question, answer]) => {
  expect(answerFrom(question, knowledge, prompt)).toBe(answer)
})
