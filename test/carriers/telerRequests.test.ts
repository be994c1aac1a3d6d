import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import type { Performed } from '#runtime/voice/line.ts'
import type { Document } from '#shared/fml/fml.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import {
  callOut,
  createTelerStation,
  ours,
  type StationOptions,
  type TelerStation,
  theirs,
} from '../support/teler/telerStation.ts'

let station: TelerStation
afterEach(() => station.close())

async function open(options: Partial<StationOptions> = {}): Promise<TelerStation> {
  station = await createTelerStation({ numbers: [ours], ...options })
  await station.carrier.assign(ours)
  return station
}

describe('documents that Teler performs by itself', () => {
  const dialled = '+12025550142'
  const documentOf = (verbs: string) => {
    const parsed = parseFml(`<Response>${verbs}</Response>`)
    if (!parsed.ok) throw new Error(parsed.error[0]?.message)
    return parsed.value
  }
  const dial = documentOf(`<Dial action="/hooks/voice/C1/2"><Number>${dialled}</Number></Dial>`)
  /** What came of it, with the rest of the call refused. */
  const perform = async (document: Document) => {
    const performed = Promise.withResolvers<Performed | null>()
    await open({
      take: async (call) => {
        performed.resolve((await call.perform?.(document)) ?? null)
        call.reject(603, 'Decline')
      },
    })
    return {
      performed: performed.promise,
      callIn: () => station.teler.callIn({ from: theirs, to: ours }),
    }
  }

  it('are files that are played to the end', async () => {
    const { performed, callIn } = await perform(
      documentOf('<Play>https://example.com/a.wav</Play>'),
    )
    const call = callIn()
    await call.ended
    expect(call.actions).toMatchObject([
      { action: 'play', media_url: 'https://example.com/a.wav' },
      { action: 'hangup' },
    ])
    expect(await performed).toEqual({ type: 'ended', reason: 'BYE' })
  })

  it.for([
    [{ does: 'answers', after: 10, talks: 20 }, 'completed'],
    [{ does: 'busy', after: 10 }, 'busy'],
    [{ does: 'noAnswer', after: 10 }, 'no-answer'],
  ] as const)('are calls to one number: %j is %s', async ([behaviour, status]) => {
    const { performed, callIn } = await perform(dial)
    station.teler.behave(dialled, behaviour)
    const call = callIn()
    expect(await performed).toMatchObject({
      ...{ type: 'post', path: '/hooks/voice/C1/2', isOver: false },
      form: { Reason: 'dial', DialCallStatus: status, DialedTo: dialled },
    })
    await call.ended
  })

  it.for([
    [60_000, 'canceled'],
    [10, 'completed'],
  ] as const)('end with the caller, after %d ms of ringing as %s', async ([after, status]) => {
    const { performed, callIn } = await perform(dial)
    station.teler.behave(dialled, { does: 'answers', after, talks: 60_000 })
    const call = callIn()
    const state = status === 'canceled' ? 'ringing' : 'answered'
    await expect.poll(() => call.legs[0]?.state).toBe(state)
    call.hangup()
    expect(await performed).toMatchObject({ isOver: true, form: { DialCallStatus: status } })
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

  it('are answered with a hang-up once the key was forgotten, while calls that go on go on', async () => {
    await open()
    const before = station.teler.callIn({ from: theirs, to: ours })
    await before.media
    station.edge.use(null)
    const after = station.teler.callIn({ from: theirs, to: ours })
    await after.ended
    expect([after.actions, station.taken.length]).toEqual([[{ action: 'hangup' }], 1])
    expect(before.isLive).toBe(true)
    const line = await station.taken[0]?.answer()
    line?.hangup()
    await before.ended
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
      const { heard, call, over } = await callOut(station)
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
