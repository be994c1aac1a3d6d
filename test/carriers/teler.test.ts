import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import type { CarrierRefused, OutboundCall } from '#runtime/carriers/carrier.ts'
import { createTelerCarrier } from '#runtime/carriers/teler/createTelerCarrier.ts'
import { freePort } from '../support/server.ts'
import {
  callOut,
  createTelerStation,
  ours,
  type StationOptions,
  type TelerStation,
  theirs,
} from '../support/teler/telerStation.ts'

const versions = ['2025-08-01', '2026-06-01'] as const

let station: TelerStation
afterEach(() => station.close())

async function open(options: Partial<StationOptions> = {}): Promise<TelerStation> {
  station = await createTelerStation({ numbers: [ours], ...options })
  await station.carrier.assign(ours)
  return station
}

const refusal = async (work: Promise<unknown>): Promise<CarrierRefused> =>
  work.then(
    () => {
      throw new Error('It was not refused.')
    },
    (error: CarrierRefused) => error,
  )

describe('numbers', () => {
  it('are listed over pages, and found by their digits', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `+120255${50000 + index}`)
    station = await createTelerStation({ numbers: many })
    const listed = await station.carrier.listNumbers()
    expect(listed.length).toBe(120)
    expect(listed[119]).toEqual({ number: '+12025550119', name: 'Line 120' })
    await station.carrier.assign('+12025550119')
    expect(station.teler.appOf('+12025550119')?.flow_url).toBe(station.edge.app.flow)
  })

  it('are assigned to one app with a secret, made once and set right when it changed', async () => {
    await open()
    const { teler, carrier, edge } = station
    expect(teler.apps).toEqual([
      {
        id: 'va_0',
        name: `FML Studio ${new URL(station.url).host}`,
        flow_url: edge.app.flow,
        webhook_url: edge.app.status,
        fallback_url: edge.app.fallback,
        secret_id: 'sec_0',
        webhook_api_version: '2026-06-01',
        status: 'active',
      },
    ])
    await carrier.assign(ours)
    expect(teler.asked.filter((each) => each.startsWith('P'))).toEqual([
      ...['POST /secrets', 'POST /voice/apps', 'POST /virtual-numbers/assign'],
    ])
    const [app] = teler.apps
    if (app) app.status = 'inactive'
    await carrier.unassign(ours)
    expect(teler.appOf(ours)).toBeNull()
    await carrier.assign(ours)
    expect(teler.appOf(ours)?.status).toBe('active')
  })

  it('of others stay where they are', async () => {
    await open()
    const error = await refusal(station.carrier.assign('+12025559999'))
    expect(error.message).toBe('+12025559999 is no number of your Teler account.')
    expect(error.remedy).toContain('https://platform.frejun.ai')
  })

  it('need a key that counts', async () => {
    await open()
    expect(await station.carrier.check()).toEqual({ isReady: true })
    station.teler.faults.next.set('/virtual-numbers', [403])
    expect(await station.carrier.check()).toMatchObject({
      ...{ isReady: false, step: 'key', message: 'Teler does not accept the API key.' },
    })
  })
})

describe('calling out', () => {
  it.for(
    versions.flatMap((version) =>
      (['as it should', 'doubled', 'late'] as const).map((how) => [version, how] as const),
    ),
  )('tells each step once, with webhooks of %s that come %s', async ([version, how]) => {
    await open({ version })
    station.teler.delivery.faults.doubled = how !== 'as it should'
    station.teler.delivery.faults.late = how === 'late'
    const { heard, call, over, placed } = await callOut(station)
    await call.media
    expect(placed.sid).toBe(call.id)
    expect(station.taken[0]).toMatchObject({ outbound: { callId: 'c1' }, from: ours, to: theirs })
    call.hangup()
    await over
    await station.teler.delivery.settled()
    expect(heard).toEqual([
      ...(how === 'late' ? [] : [{ type: 'ringing' }]),
      { type: 'answered' },
      { type: 'ended', outcome: 'completed', reason: null },
    ])
    expect(station.edge.liveCalls()).toBe(0)
  })

  it.for([
    ['busy', 'busy', 'user_busy'],
    ['noAnswer', 'noAnswer', 'no_answer'],
  ] as const)('tells that the other side was %s', async ([does, outcome, reason]) => {
    await open()
    station.teler.behave(theirs, { does, after: 10 })
    const { heard, over } = await callOut(station)
    await over
    expect(heard).toEqual([
      { type: 'ringing' },
      { type: 'ended', outcome, reason: `Teler says: ${reason}.` },
    ])
  })

  it('gives up after its time of ringing, or when it is told to', async () => {
    await open()
    station.teler.behave(theirs, { does: 'answers', after: 60_000 })
    const rang = await callOut(station, { ringSeconds: 5 })
    await rang.over
    expect(rang.heard.at(-1)).toMatchObject({ type: 'ended', outcome: 'noAnswer' })
    const given = await callOut(station, { callId: 'c2' })
    await given.placed.cancel()
    await given.over
    expect(given.heard.at(-1)).toMatchObject({ type: 'ended', outcome: 'canceled' })
  })

  it('finds an end that no webhook told, and has it sent again', async () => {
    await open({ version: '2025-08-01' })
    station.teler.delivery.faults.lost = ['call.completed']
    const { heard, call, over } = await callOut(station)
    await call.media
    // Looking the call up finds nothing, by neither of its names: the log of events knows.
    for (const id of [call.id, call.mediaId])
      station.teler.faults.next.set(`/voice/calls/${id}`, Array(9).fill(404))
    call.hangup()
    await over
    expect(heard.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed' })
    const lost = station.teler.delivery.events.find(({ type }) => type === 'call.completed')
    await expect.poll(() => lost?.status).toBe('delivered')
    expect(station.teler.asked).toContain(`POST /events/${lost?.id}/redeliver`)
  })

  it.for([502, 504])(
    'does not know whether it called after %d, and does not call again',
    async (status) => {
      await open()
      station.teler.faults.next.set('/initiate', [status])
      const call = { callId: 'c1', to: theirs, from: ours, ringSeconds: 30 }
      const error = await refusal(station.carrier.placeCall(call, () => {}))
      expect(error).toMatchObject({ mayHaveCalled: true, name: 'CarrierRefused' })
      expect(station.teler.asked.filter((each) => each.endsWith('/initiate')).length).toBe(1)
    },
  )

  it('takes a call for made when Teler acts as if it was, whatever it answered', async () => {
    await open({ haste: 1 })
    station.teler.faults.next.set('/initiate', [504])
    station.teler.faults.callsAnyway = true
    const { call, heard, over, placed } = await callOut(station)
    await call.media
    expect(placed.sid).toBe(call.id)
    expect(station.taken[0]?.outbound).toEqual({ callId: 'c1' })
    call.hangup()
    await over
    expect(heard.map(({ type }) => type)).toEqual(['ringing', 'answered', 'ended'])
  })

  it('is refused with a sentence and a remedy', async () => {
    await open()
    const place = (call: Partial<OutboundCall>) =>
      refusal(
        station.carrier.placeCall(
          { callId: 'c', to: theirs, from: ours, ringSeconds: 30, ...call },
          () => {},
        ),
      )
    expect(await place({ from: '+12025559999' })).toMatchObject({
      message: 'Teler does not let this number call.',
      mayHaveCalled: false,
    })
    expect((await place({ to: '123' })).message).toMatch(/^Teler does not take this: to_number: /)
    // Another carrier, which nobody answers.
    const lost = createTelerCarrier({
      ...{
        apiKey: 'key',
        apiUrl: `http://127.0.0.1:${await freePort()}`,
        edge: station.edge,
        clock: systemClock,
      },
    })
    const call = { callId: 'c', to: theirs, from: ours, ringSeconds: 30 }
    const error = await refusal(lost.placeCall(call, () => {}))
    expect(error).toMatchObject({ mayHaveCalled: false })
    expect(error.message).toMatch(/^Teler cannot be reached: /)
    const nowhere = createTelerCarrier({ apiKey: 'key', edge: null, clock: systemClock })
    expect(await nowhere.check()).toMatchObject({ isReady: false, step: 'address' })
  })
})

describe('steering', () => {
  it('hangs up with the same key when Teler is busy for a moment', async () => {
    await open()
    const { call } = await callOut(station)
    await call.media
    const line = await station.taken[0]?.answer()
    station.teler.faults.next.set('/hangup', [503, 503])
    line?.hangup()
    await call.ended
    const keys = station.teler.keys.slice(-3)
    expect([keys.length, new Set(keys).size]).toEqual([3, 1])
  })

  it('presses keys by REST, and as tones where that is not possible', async () => {
    await open()
    const { call } = await callOut(station)
    const media = await call.media
    const line = await station.taken[0]?.answer()
    expect(await line?.sendDigits('12w#')).toBe(true)
    expect(call.digits).toEqual(['12', '#'])
    station.teler.faults.disabled.add('/dtmf')
    expect(await line?.sendDigits('5')).toBe(true)
    expect(media.received.at(-1)).toMatch(/^audio \d+ 500$/)
  })
})
