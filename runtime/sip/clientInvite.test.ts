import { expect, it } from 'vitest'
import { type ClientInviteOutput, openClientInvite, stepClientInvite } from './clientInvite.ts'

const print = (outputs: readonly ClientInviteOutput[]): string =>
  outputs
    .map((o) =>
      o.type === 'send' ? `!${o.text}` : o.type === 'timer' ? `${o.name}${o.after}` : o.type,
    )
    .join(',')

function run(transport: 'reliable' | 'datagram', script: string): string {
  let [invite, outputs] = openClientInvite('INV', transport === 'reliable')
  const log = [print(outputs)]
  for (const word of script.split(' ')) {
    ;[invite, outputs] = stepClientInvite(
      invite,
      word === 'A' || word === 'B' || word === 'D'
        ? { type: 'timer', name: word }
        : word === 'failed'
          ? { type: 'failed' }
          : { type: 'response', status: Number(word) },
    )
    log.push(print(outputs))
  }
  return `${log.join(' ')} ${invite.state}`
}

it.for([
  ['reliable', '100 180 200 200', '!INV,B32000 pass pass pass  terminated'],
  ['reliable', '180 486 486', '!INV,B32000 pass ack,pass  terminated'],
  ['reliable', 'B 200', '!INV,B32000 timeout  terminated'],
  // Once it rings it may ring for as long as the user of the transaction likes.
  ['reliable', '180 B', '!INV,B32000 pass  proceeding'],
  ['datagram', 'A A 100 A', '!INV,B32000,A500 !INV,A1000 !INV,A2000 pass  proceeding'],
  ['reliable', 'failed 200', '!INV,B32000 timeout  terminated'],
  ['reliable', '180 failed 200', '!INV,B32000 pass  pass terminated'],
  ['datagram', 'A B A', '!INV,B32000,A500 !INV,A1000 timeout  terminated'],
  ['datagram', '486 486 200 D', '!INV,B32000,A500 ack,pass,D32000 ack   terminated'],
] as const)('%s: %s', ([transport, script, expected]) => {
  expect(run(transport, script)).toBe(expected)
})
