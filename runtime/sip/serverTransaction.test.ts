import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openServerTransaction, type ServerInput, stepServer } from './serverTransaction.ts'

/** Words: a status responds, `again`, `ack`, a timer's letter. Gives the state and what was done. */
function run(kind: 'invite' | 'other', transport: 'reliable' | 'datagram', script: string): string {
  let transaction = openServerTransaction(kind, transport === 'reliable')
  const log = script.split(' ').map((word) => {
    const [next, outputs] = stepServer(transaction, inputOf(word))
    transaction = next
    return outputs.map((o) => (o.type === 'send' ? `!${o.text}` : `${o.name}${o.after}`)).join(',')
  })
  return `${log.join(' ')} ${transaction.state}`
}

function inputOf(word: string): ServerInput {
  if (/^\d/.test(word)) return { type: 'respond', status: Number(word), text: word }
  if (word === 'again') return { type: 'request.again' }
  if (word === 'ack') return { type: 'ack' }
  if (word === 'G' || word === 'H' || word === 'I' || word === 'J')
    return { type: 'timer', name: word }
  return { type: 'timer', name: 'L' }
}

it.for([
  ['invite', 'datagram', '100 180 again 486', '!100 !180 !180 !486,H32000,G500 completed'],
  [
    'invite',
    'datagram',
    '486 G G G G again',
    '!486,H32000,G500 !486,G1000 !486,G2000 !486,G4000 !486,G4000 !486 completed',
  ],
  ['invite', 'datagram', '486 ack again G I', '!486,H32000,G500 I5000    terminated'],
  ['invite', 'reliable', '486 ack', '!486,H32000  terminated'],
  ['invite', 'reliable', '486 H', '!486,H32000  terminated'],
  ['invite', 'reliable', '200 again 200 486 ack L', '!200,L32000  !200    terminated'],
  ['other', 'datagram', 'again 200 again 500 J', ' !200,J32000 !200   terminated'],
  ['other', 'reliable', '100 200 again', '!100 !200  terminated'],
] as const)('%s, %s: %s', ([kind, transport, script, expected]) => {
  expect(run(kind, transport, script)).toBe(expected)
})

it('sends no second final response but repeats of a 2xx, whatever happens', () => {
  const word = fc.constantFrom('100', '200', '404', 'again', 'ack', 'G', 'H', 'I', 'J', 'L')
  fc.assert(
    fc.property(
      fc.array(word),
      fc.constantFrom('invite', 'other'),
      fc.boolean(),
      (words, kind, isReliable) => {
        let transaction = openServerTransaction(kind, isReliable)
        const finals = new Set<string>()
        for (const each of words) {
          const [next, outputs] = stepServer(transaction, inputOf(each))
          transaction = next
          for (const o of outputs) if (o.type === 'send' && o.text >= '200') finals.add(o.text)
        }
        expect(finals.size).toBeLessThanOrEqual(1)
      },
    ),
    { seed: 1 },
  )
})
