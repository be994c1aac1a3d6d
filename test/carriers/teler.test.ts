import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '#runtime/calls/clock.ts'
import type { CarrierRefused, OutboundCall, OutboundEvent } from '#runtime/carriers/carrier.ts'
import { createTelerCarrier } from '#runtime/carriers/teler/createTelerCarrier.ts'
import { freePort } from '../support/server.ts'
import {
  createTelerStation,
  type StationOptions,
  type TelerStation,
} from '../support/teler/telerStation.ts'

const ours = '+12025550100'
const theirs = '+12025550155'
const versions = ['2025-08-01', '2026-06-01'] as const

let station: TelerStation
afterEach(() => station.close())

async function open(options: Partial<StationOptions> = {}): Promise<TelerStation> {
  station = await createTelerStation({ numbers: [ours], ...options })
  await station.carrier.assign(ours)
  return station
}

/** Calls somebody; what was heard, and what ended it. */
async function callOut(more: Partial<OutboundCall> = {}) {
  const heard: OutboundEvent[] = []
  const over = Promise.withResolvers<void>()
  const placed = await station.carrier.placeCall(
    { callId: 'c1', to: theirs, from: ours, ringSeconds: 30, ...more },
    (event) => {
      heard.push(event)
      if (event.type === 'ended') over.resolve()
    },
  )
  const [call] = station.teler.calls.slice(-1)
  if (!call) throw new Error('Teler was not asked to call.')
  return { heard, placed, call, over: over.promise }
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
    const { heard, call, over, placed } = await callOut()
    await call.media
    expect(placed.sid).toBe(call.id)
    expect(station.taken[0]).toMatchObject({ outbound: { callId: 'c1' }, from: ours, to: theirs })
    call.hangup()
    await over
    await station.teler.delivery.settled()
    expect(heard).toEqual([
      { type: 'answered' },
      // The older version gives no reason for a call that went well.
      { type: 'ended', outcome: 'completed', reason: version === '2025-08-01' ? null : 'normal' },
    ])
    expect(station.edge.liveCalls()).toBe(0)
  })

  it.for([
    ['busy', 'busy', 'user_busy'],
    ['noAnswer', 'noAnswer', 'no_answer'],
  ] as const)('tells that the other side was %s', async ([does, outcome, reason]) => {
    await open()
    station.teler.behave(theirs, { does, after: 10 })
    const { heard, over } = await callOut()
    await over
    expect(heard).toEqual([{ type: 'ended', outcome, reason }])
  })

  it('gives up after its time of ringing, or when it is told to', async () => {
    await open()
    station.teler.behave(theirs, { does: 'answers', after: 60_000 })
    const rang = await callOut({ ringSeconds: 5 })
    await rang.over
    expect(rang.heard).toMatchObject([{ type: 'ended', outcome: 'noAnswer' }])
    const given = await callOut({ callId: 'c2' })
    await given.placed.cancel()
    await given.over
    expect(given.heard).toMatchObject([{ type: 'ended', outcome: 'canceled' }])
  })

  it('finds an end that no webhook told, and has it sent again', async () => {
    await open({ version: '2025-08-01' })
    station.teler.delivery.faults.lost = ['call.completed']
    const { heard, call, over } = await callOut()
    await call.media
    call.hangup()
    await over
    expect(heard.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed' })
  })

  it.for([502, 504])(
    'does not know whether it called after %d, and does not call again',
    async (status) => {
      await open()
      station.teler.faults.next.set('/initiate', [status])
      station.teler.faults.callsAnyway = true
      const heard: OutboundEvent[] = []
      const error = await refusal(
        station.carrier.placeCall(
          { callId: 'c1', to: theirs, from: ours, ringSeconds: 30 },
          (event) => heard.push(event),
        ),
      )
      expect(error).toMatchObject({ mayHaveCalled: true, name: 'CarrierRefused' })
      expect(station.teler.asked.filter((each) => each.endsWith('/initiate')).length).toBe(1)
      // It rang all the same: whoever answers hears the flow, and how it went is told.
      const [call] = station.teler.calls
      await call?.media
      expect(station.taken[0]?.outbound).toEqual({ callId: 'c1' })
      call?.hangup()
      await expect.poll(() => heard.at(-1)?.type).toBe('ended')
    },
  )

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
    const { call } = await callOut()
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
    const { call } = await callOut()
    const media = await call.media
    const line = await station.taken[0]?.answer()
    expect(await line?.sendDigits('12w#')).toBe(true)
    expect(call.digits).toEqual(['12', '#'])
    station.teler.faults.disabled.add('/dtmf')
    expect(await line?.sendDigits('5')).toBe(true)
    expect(media.received.at(-1)).toMatch(/^audio \d+ 500$/)
  })
})

describe('flow requests', () => {
  it('that come again are answered the same, and the flow runs once', async () => {
    await open()
    station.teler.faults.repostsFlow = true
    const call = station.teler.callIn({ from: theirs, to: ours })
    await call.media
    await expect.poll(() => call.flowMs.length).toBe(2)
    expect(station.taken.length).toBe(1)
    expect(station.taken[0]).toMatchObject({ from: theirs, to: ours })
  })

  it('are answered in time although the flow still thinks', async () => {
    await open({ take: () => {} })
    const call = station.teler.callIn({ from: theirs, to: ours })
    await call.media
    expect(call.actions).toMatchObject([
      { action: 'stream', sample_rate: '16k', chunk_size: 40, record: false },
    ])
  })

  it('of a call that the flow refuses are answered with a hang-up', async () => {
    await open({ take: (call) => call.reject(603, 'Decline') })
    const call = station.teler.callIn({ from: theirs, to: ours })
    await call.ended
    expect(call.actions).toEqual([{ action: 'hangup' }])
  })

  it('tell that the caller gave up', async () => {
    const cancelled = Promise.withResolvers<void>()
    await open({ take: (call) => call.onCancel(cancelled.resolve) })
    const call = station.teler.callIn({ from: theirs, to: ours })
    await expect.poll(() => station.taken.length).toBe(1)
    call.hangup()
    await cancelled.promise
  })

  it('with a made-up token, or none of JSON, are refused', async () => {
    await open()
    const ask = async (path: string, body: string, type = 'application/json') => {
      const headers = { 'content-type': type }
      return (await fetch(`${station.url}${path}`, { method: 'POST', body, headers })).status
    }
    const good = new URL(station.edge.app.flow).pathname
    const request = JSON.stringify({ call_id: 'cs_1', from_number: theirs, to_number: ours })
    expect(await ask('/hooks/teler/flow/YXBw.AAAAAAAAAAAAAAAAAAAAAAAA', request)).toBe(404)
    expect(await ask(good.replace('/flow/', '/next/'), request)).toBe(404)
    expect(await ask(good, '{')).toBe(400)
    expect(await ask(good, '{}')).toBe(400)
    expect(await ask(good, request, 'text/plain')).toBe(415)
  })
})

describe('webhooks', () => {
  const post = async (body: string, headers: Record<string, string> = {}, token = '') => {
    const url =
      token === '' ? station.edge.app.status : station.edge.app.status.replace(/[^/]+$/, token)
    return (await fetch(url, { method: 'POST', body, headers })).status
  }

  it.for([
    ['current', false, 'delivered'],
    ['older', false, 'failed_permanent'],
    ['older', true, 'delivered'],
    ['no', true, 'failed_permanent'],
  ] as const)(
    'signed in the %s way, older ones allowed: %s, are %s',
    async ([signs, older, status]) => {
      await open({ acceptsOlderSignatures: older })
      station.teler.delivery.faults.signs = signs
      const { heard, call, over } = await callOut()
      await call.media
      call.hangup()
      // What cannot be believed makes us look: the end is known either way.
      await over
      expect(heard.at(-1)).toMatchObject({ type: 'ended', outcome: 'completed' })
      const first = station.teler.delivery.events[0]
      await expect.poll(() => first?.status, { timeout: 20_000 }).toBe(status)
    },
  )

  it('of unknown types are taken, and what is no webhook is not', async () => {
    await open({ webhookSecret: 'whsec_of-the-dashboard' })
    const signed = (body: string) => {
      const timestamp = String(Math.floor(Date.now() / 1_000))
      const code = createHmac('sha256', 'whsec_of-the-dashboard').update(`${timestamp}.${body}`)
      return { 'x-teler-timestamp': timestamp, 'x-teler-signature': code.digest('hex') }
    }
    const unknown = JSON.stringify({ id: 'evt_1', type: 'moon.rose', data: {} })
    expect(await post(unknown, signed(unknown))).toBe(200)
    expect(await post('[]', signed('[]'))).toBe(400)
    expect(await post(unknown, signed('{}'))).toBe(401)
    expect(await post(unknown)).toBe(401)
    expect(await post(unknown, signed(unknown), 'YXBw.AAAAAAAAAAAAAAAAAAAAAAAA')).toBe(404)
    station.edge.use(null)
    expect(await post(unknown, signed(unknown))).toBe(503)
  })

  it('of an incoming call end its line', async () => {
    await open()
    const call = station.teler.callIn({ from: theirs, to: ours })
    await call.media
    const line = await station.taken[0]?.answer()
    const ended = new Promise((hangup) =>
      line?.listen({ audio() {}, digit() {}, text() {}, hangup }),
    )
    call.hangup()
    expect(await ended).toBe('BYE')
  })
})
