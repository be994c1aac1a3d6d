import { expect, it } from 'vitest'
import { createEndpointer, type EndpointerOptions } from './endpointer.ts'

const loud = new Int16Array(320).fill(1_000)
const quiet = new Int16Array(320).fill(20)

/** Plays a pattern of 20 ms frames: `v` voiced, `q` voiced but quiet, `.` silence. */
function listen(pattern: string, options: EndpointerOptions = {}): string[] {
  const endpointer = createEndpointer(options)
  return [...pattern].flatMap((letter, index) => {
    const event = endpointer.push(letter === 'q' ? quiet : loud, letter !== '.')
    if (!event) return []
    const detail = event.type === 'start' ? event.preRoll.length : event.speechMs
    return [`${index} ${event.type} ${detail}`]
  })
}

const brief = { startMs: 60, endMs: 100, preRollMs: 80 }

it.for<[string, string, string[]]>([
  ['silence', '..........', []],
  ['speech and its end', '.....vvvv.....', ['7 start 4', '13 end 80']],
  ['speech at once, with a short pre-roll', 'vvv', ['2 start 3']],
  ['a pause shorter than the hang-over', 'vvv....v.....', ['2 start 3', '12 end 160']],
  ['single clicks', 'v..v..v..v..vv..vv..', []],
  ['a gap in the onset', 'vv.vvv', ['4 start 4']],
  ['noise under the energy gate', 'qqqqqqqqqq', []],
  ['quiet noise does not prolong speech', 'vvvqqqqq', ['2 start 3', '7 end 60']],
  ['two utterances', 'vvv.....vvv.....', ['2 start 3', '7 end 60', '10 start 3', '15 end 60']],
])('hears %s', ([, pattern, events]) => {
  expect(listen(pattern, brief)).toEqual(events)
})

it('starts after 80 ms, ends after 600 ms and keeps 400 ms by default', () => {
  expect(listen(`${'.'.repeat(40)}${'v'.repeat(20)}${'.'.repeat(40)}`)).toEqual([
    '43 start 20',
    '89 end 400',
  ])
})

it('forgets the utterance on reset', () => {
  const endpointer = createEndpointer(brief)
  for (let index = 0; index < 3; index++) endpointer.push(loud, true)
  endpointer.reset()
  const events = Array.from({ length: 10 }, () => endpointer.push(loud, false))
  expect(events).toEqual(Array.from({ length: 10 }, () => null))
})
