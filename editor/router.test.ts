import { expect, it } from 'vitest'
import { type Place, parsePlace, pathOf } from './router.ts'

const places: readonly Place[] = [
  { screen: 'flows' },
  { screen: 'flow', id: 'a b' },
  { screen: 'flow', id: 'inner', trail: ['outer', 'a b'] },
  { screen: 'calls', flow: null, call: null },
  { screen: 'calls', flow: 'f', call: 'c' },
  { screen: 'numbers' },
  { screen: 'settings', section: null },
  { screen: 'settings', section: 'models' },
]

it.for(places)('finds %j again from its path', (place) => {
  const [path = '', search = ''] = pathOf(place).split('?')
  expect(parsePlace(path, search)).toEqual(place)
})
