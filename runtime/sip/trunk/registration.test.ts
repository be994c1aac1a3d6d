import { expect, it } from 'vitest'
import { notRegistered, type RegisteringInput, stepRegistering } from './registration.ts'

/** Words: `start`, `wake`, `stop`, a status, `200:120` granted, `423:1200` least. */
function inputOf(word: string): RegisteringInput {
  if (word === 'start' || word === 'wake' || word === 'stop') return { type: word }
  const [status, number] = word.split(':').map(Number)
  const given = number ?? null
  return {
    ...{ type: 'answered', status: status ?? 0 },
    ...(status === 423 ? { granted: null, least: given } : { granted: given, least: null }),
  }
}

it.for([
  ['start 200 wake 200:3600', 'R600 w540 R600 w3540 registered'],
  ['start 200:60 wake 503', 'R600 w30 R600 w30 failed'],
  ['start 408 wake 408 wake 408 wake 200', 'R600 w30 R600 w60 R600 w120 R600 w540 registered'],
  ['start 423:1200 200', 'R600 R1200 w1140 registered'],
  ['start 423:1', 'R600 w30 failed'],
  ['start 403 wake', 'R600 w1800 R600 trying'],
  ['start 200 stop wake', 'R600 w540 R0  off'],
  ['start stop 200 start', 'R600   R600 trying'],
  ['start start', 'R600  trying'],
] as const)('%s', ([script, expected]) => {
  let state = notRegistered
  const log = script.split(' ').map((word) => {
    const [next, outputs] = stepRegistering(state, inputOf(word))
    state = next
    return outputs.map((o) => `${o.type === 'wait' ? 'w' : 'R'}${o.seconds}`).join(',')
  })
  expect(`${log.join(' ')} ${state.state}`).toBe(expected)
})
