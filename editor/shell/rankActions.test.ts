import { expect, it } from 'vitest'
import { rankGroups } from './rankActions.ts'

const offer = (label: string, description = '') => ({ label, description })
const groups = [
  { group: 'add', actions: [offer('Add Say', 'Speak a text'), offer('Add Menu')] },
  { group: 'do', actions: [offer('Simulate from “Reception”'), offer('Publish')] },
  { group: 'go', actions: [offer('Reception desk'), offer('Reception'), offer('Say hello')] },
]
const found = (words: string) =>
  rankGroups(groups, words, (one) => one).map(
    ({ group, actions }) => `${group}: ${actions.map(({ label }) => label).join(', ')}`,
  )

it.for<[string, readonly string[]]>([
  ['reception', ['go: Reception, Reception desk', 'do: Simulate from “Reception”']],
  ['say', ['go: Say hello', 'add: Add Say']],
  ['speak', ['add: Add Say']],
  [' PUBLISH ', ['do: Publish']],
  ['nothing', []],
])('“%s” finds the nearest first', ([words, expected]) => expect(found(words)).toEqual(expected))

it('keeps everything in its order while nothing is asked for', () => {
  expect(rankGroups(groups, '', (one) => one)).toEqual(groups)
})
