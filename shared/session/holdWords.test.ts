import { expect, it } from 'vitest'
import { holdWordsIn } from './holdWords.ts'

it.for([
  ['en-US', 'One moment, please.'],
  ['de-AT', 'Einen Moment, bitte.'],
  ['fr', 'Un instant, s’il vous plaît.'],
  ['es-MX', 'Un momento, por favor.'],
  ['it-IT', 'Un attimo, per favore.'],
  ['nl-BE', 'Een ogenblik, alstublieft.'],
  ['pt-BR', 'Um momento, por favor.'],
  ['hi-IN', 'एक क्षण, कृपया।'],
  ['xx', ''],
  ['', ''],
])('bridges a wait in %s with “%s”', ([language = '', words]) => {
  expect(holdWordsIn(language)).toBe(words)
})
