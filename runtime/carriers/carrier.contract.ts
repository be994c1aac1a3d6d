import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Carrier, CarrierRefused, type OutboundEvent } from './carrier.ts'

/** What somebody who is called does. */
export type Callee = 'answers' | 'busy' | 'rings' | 'refuses'

/** A carrier, and the world that it reaches in a test. */
export interface CarrierRig {
  readonly carrier: Carrier
  /** A number that it has, in E.164. */
  readonly number: string
  /** Whom to call so that this happens. */
  readonly callee: (how: Callee) => string
  /** Whoever answered hangs up. */
  hangUp(): Promise<void>
  /** Lets so many milliseconds pass, and what happens in them. */
  pass(ms: number): Promise<void>
  /** Makes it useless: a key that was withdrawn, a server that is away. Null: nothing can. */
  readonly breakIt: (() => Promise<void>) | null
  close(): Promise<void>
}

/** What every carrier does. */
export function describeCarrier(name: string, open: () => Promise<CarrierRig>): void {
  describe(`${name} as a carrier`, () => {
    let rig: CarrierRig
    let heard: OutboundEvent[]
    beforeEach(async () => {
      rig = await open()
      heard = []
    })
    afterEach(() => rig.close())

    const call = (how: Callee, ringSeconds = 20) =>
      rig.carrier.placeCall(
        { callId: 'call-1', to: rig.callee(how), from: rig.number, ringSeconds },
        (event) => heard.push(event),
      )
    const types = () => heard.map((event) => (event.type === 'ended' ? event.outcome : event.type))

    it('has a name, and is ready when all is well', async () => {
      expect(rig.carrier.id).toMatch(/^(local|teler|trunk:.+)$/)
      expect(rig.carrier.title).not.toBe('')
      expect(await rig.carrier.check()).toEqual({ isReady: true })
    })

    it('lists its numbers in E.164', async () => {
      const numbers = await rig.carrier.listNumbers()
      expect(numbers.map(({ number }) => number)).toContain(rig.number)
      for (const { number } of numbers) expect(number).toMatch(/^\+[1-9]\d{6,14}$/)
    })

    it('takes a number that it has, again and again, and refuses others in sentences', async () => {
      await rig.carrier.assign(rig.number)
      await rig.carrier.assign(rig.number)
      const refusal = await rig.carrier.assign('+19995550123').catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(CarrierRefused)
      expectSentences(refusal)
      await rig.carrier.unassign(rig.number)
    })

    it('tells that a call is answered, and when it is over', async () => {
      const placed = await call('answers')
      await rig.pass(1_000)
      expect(placed.sid).not.toBe('')
      expect(types().at(-1)).toBe('answered')
      await rig.hangUp()
      await rig.pass(1_000)
      expect(types().slice(-2)).toEqual(['answered', 'completed'])
    })

    it('tells that somebody is busy', async () => {
      await call('busy')
      await rig.pass(1_000)
      expect(types().at(-1)).toBe('busy')
    })

    it('rings as long as it was asked to, and gives up', async () => {
      await call('rings', 5)
      await rig.pass(2_000)
      expect(types()).toEqual(['ringing'])
      await rig.pass(40_000)
      expect(types()).toEqual(['ringing', 'noAnswer'])
    })

    it('gives up when it is told to, once', async () => {
      const placed = await call('rings')
      await rig.pass(500)
      await placed.cancel()
      await placed.cancel()
      await rig.pass(2_000)
      expect(types()).toEqual(['ringing', 'canceled'])
    })

    it('says why a call is refused', async () => {
      const refusal = await call('refuses').then(
        () => null,
        (error: unknown) => error,
      )
      await rig.pass(1_000)
      if (refusal !== null) return expectSentences(refusal)
      expect(heard.at(-1)).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/\w/) })
    })

    it('says what is wrong and what mends it when it cannot work', async () => {
      if (!rig.breakIt) return
      await rig.breakIt()
      const state = await rig.carrier.check()
      expect(state).toMatchObject({ isReady: false, step: expect.stringMatching(/\w/) })
      expectSentences(state)
    })
  })
}

function expectSentences(said: unknown): void {
  const sentence = expect.stringMatching(/^\S.*\.$/s)
  expect(said).toMatchObject({ message: sentence, remedy: sentence })
}
