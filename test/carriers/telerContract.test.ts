import { describeCarrier } from '#runtime/carriers/carrier.contract.ts'
import { createTelerStation } from '../support/teler/telerStation.ts'

const ours = '+12025550100'
const callees = {
  answers: '+12025550151',
  busy: '+12025550152',
  rings: '+12025550153',
  refuses: '123',
}
/** A second of the suite. */
const secondMs = 100
/** Requests to and fro need their time whatever the suite says. */
const leastMs = 250

describeCarrier('FreJun Teler', async () => {
  const { teler, carrier, close } = await createTelerStation({
    ...{ numbers: [ours], haste: 1_000 / secondMs },
  })
  await carrier.assign(ours)
  teler.behave(callees.answers, { does: 'answers', after: 5 })
  teler.behave(callees.busy, { does: 'busy', after: 5 })
  teler.behave(callees.rings, { does: 'answers', after: 600_000 })
  return {
    carrier,
    number: ours,
    callee: (how) => callees[how],
    hangUp: async () => {
      const [call] = teler.calls.slice(-1)
      await call?.media
      call?.hangup()
    },
    pass: (ms) => {
      const wait = Math.min(1_000, Math.max(leastMs, (ms * secondMs) / 1_000))
      return new Promise((resolve) => setTimeout(resolve, wait))
    },
    breakIt: async () => {
      teler.faults.next.set('/virtual-numbers', Array(9).fill(403))
    },
    close,
  }
})
