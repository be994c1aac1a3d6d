import { expect, it } from 'vitest'
import { type ClientOutput, openClientTransaction, stepClient } from './clientTransaction.ts'

const print = (outputs: readonly ClientOutput[]): string =>
  outputs
    .map((o) =>
      o.type === 'send'
        ? `!${o.text}`
        : o.type === 'final'
          ? `=${o.status}`
          : `${o.name}${o.after}`,
    )
    .join(',')

function run(transport: 'reliable' | 'datagram', script: string): string {
  let [transaction, outputs] = openClientTransaction('BYE', transport === 'reliable')
  const log = [print(outputs)]
  for (const word of script.split(' ')) {
    ;[transaction, outputs] = stepClient(
      transaction,
      word === 'E' || word === 'F' || word === 'K'
        ? { type: 'timer', name: word }
        : word === 'failed'
          ? { type: 'failed' }
          : { type: 'response', status: Number(word) },
    )
    log.push(print(outputs))
  }
  return `${log.join(' ')} ${transaction.state}`
}

it.for([
  ['reliable', '100 200 200', '!BYE,F32000  =200  terminated'],
  ['reliable', 'F 200', '!BYE,F32000 =408  terminated'],
  ['reliable', 'failed 200', '!BYE,F32000 =503  terminated'],
  ['datagram', '200 failed K', '!BYE,F32000,E500 =200,K5000   terminated'],
  ['datagram', 'E E E E', '!BYE,F32000,E500 !BYE,E1000 !BYE,E2000 !BYE,E4000 !BYE,E4000 trying'],
  ['datagram', '100 E 481 E K', '!BYE,F32000,E500  !BYE,E4000 =481,K5000   terminated'],
] as const)('%s: %s', ([transport, script, expected]) => {
  expect(run(transport, script)).toBe(expected)
})
