import { describe, expect, it } from 'vitest'
import { printFml } from '../../fml/printFml.ts'
import { drawFlow, outcomeOf, tryFlow } from '../drawFlow.ts'
import { play } from './play.ts'

const url = 'https://example.com/jingle.wav'
const wired = drawFlow(
  [['jingle', 'play', { url }]],
  ['start.next>jingle', 'jingle.next>played', 'jingle.failed>broken'],
)
const plain = drawFlow(
  [['jingle', 'play', { url, loop: 2 }]],
  ['start.next>jingle', 'jingle.next>on'],
)

describe('play', () => {
  it('goes on in the same document where a failure leads nowhere', () => {
    const turns = tryFlow(plain, [], { cannotPlay: () => true })
    expect(turns[0]?.documents.map(printFml).join()).toContain(
      `<Play id="jingle" loop="2">${url}</Play><Hangup id="on"/>`,
    )
    expect(outcomeOf(turns)).toBe('on')
  })

  it.for([
    [true, 'broken'],
    [false, 'played'],
  ] as const)('comes back to hear whether it could be played', ([fails, outcome]) => {
    const turns = tryFlow(wired, [], { cannotPlay: () => fails })
    expect(turns[0]?.documents).toHaveLength(2)
    expect(outcomeOf(turns)).toBe(outcome)
  })

  it('fails where the address comes out empty', () => {
    const empty = drawFlow(
      [['jingle', 'play', { url: '{{ vars.nothing }}' }]],
      ['start.next>jingle', 'jingle.next>played', 'jingle.failed>broken'],
    )
    expect(outcomeOf(tryFlow(empty, []))).toBe('broken')
  })

  it.for([
    ['', 'play.noUrl'],
    ['jingle.wav', 'play.badUrl'],
    ['https://example.com/a.wav', undefined],
    ['/media/a1.wav', undefined],
    ['{{ vars.jingle }}', undefined],
  ] as const)('checks the address %s', ([address, code]) => {
    expect(play.check({ url: address, loop: 1 })[0]?.code).toBe(code)
  })
})
