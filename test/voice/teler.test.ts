import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFliteSynthesizer } from '#runtime/speech/flite/fliteSynthesizer.ts'
import type { CallRow } from '#shared/api/api.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { canRecognise, recogniseClip, recogniseRemedy } from '../support/recognise.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import { throughTelephone } from '../support/telephone.ts'
import { createFakeTeler, type FakeTeler } from '../support/teler/fakeTeler.ts'

/** Numbers that were bought at Teler. */
const clinic = '+12025550160'
const lines = { front: '+12025550161', desk: '+12025550162' } as const
const log = { debug() {}, info() {}, warn() {}, error() {} }
const synthesizer = createFliteSynthesizer({ log })

let teler: FakeTeler
let server: RunningServer
/** What a caller heard first. */
let greeting: Int16Array

/** Says something, then hands the caller on; both ways out are told apart by what is said. */
const handsOn = (id: string, address: string, saysFirst: boolean): Flow =>
  makeFlow(
    id,
    [
      ...(saysFirst ? [['hello', 'say', { text: 'One moment.' }] as const] : []),
      ['desk', 'transfer', { targets: [{ id: 'd', type: 'number', address }] }],
      ['done', 'end', { text: '', outcome: 'talked' }],
      ['sorry', 'end', { text: 'Nobody is there.', outcome: 'missed' }],
    ],
    [
      ...(saysFirst ? ['start.next>hello', 'hello.next>desk'] : ['start.next>desk']),
      ...['desk.completed>done', 'desk.noAnswer>sorry', 'desk.busy>sorry', 'desk.failed>sorry'],
    ],
  )

async function post(path: string, body: object): Promise<{ flow: Flow }> {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(JSON.stringify(answer))
  return answer
}

/** Lets a number of Teler answer with a flow: assigns it there. */
async function publish(flowId: string, number: string): Promise<void> {
  await post('/api/numbers', { number, carrier: 'teler' })
  const { revision } = await (await fetch(`${server.url}/api/flows/${flowId}`)).json()
  await post(`/api/flows/${flowId}/publish`, { number, revision, note: '', replace: true })
}

async function publishNew(flow: Flow, number: string): Promise<void> {
  const kept = await post('/api/flows', { name: flow.name, flow })
  await publish(kept.flow.id, number)
}

beforeAll(async () => {
  teler = await createFakeTeler({ numbers: [clinic, lines.front, lines.desk] })
  const port = await freePort()
  server = await startServer({
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, BUILD_EDITOR: '0' },
    ...{ TELER_API_KEY: teler.apiKey, TELER_API_URL: teler.url },
  })
  await publish('clinic-front-desk', clinic)
  await publishNew(handsOn('mid', '+12025550142', true), lines.front)
  await publishNew(handsOn('at-once', '+12025550143', false), lines.desk)
})

afterAll(async () => {
  await synthesizer.close()
  await teler?.close()
  expect(await server?.stop()).toBe(0)
})

interface Kept {
  readonly id: string
  readonly status: string
  readonly outcome: string | null
  readonly rows: readonly CallRow[]
}

/** The call of a number as the screen knows it. */
async function callFrom(from: string): Promise<Kept | null> {
  const { calls } = await (await fetch(`${server.url}/api/calls?limit=50`)).json()
  const found = calls.find((each: { from: string }) => each.from === from)
  if (!found) return null
  const { call, rows } = await (await fetch(`${server.url}/api/calls/${found.id}`)).json()
  return { ...call, rows }
}

const started = async (from: string, node: string): Promise<boolean> =>
  ((await callFrom(from))?.rows ?? []).some(
    (row) => row.type === 'verb.started' && row.data['node'] === node,
  )

const until = { timeout: 30_000, interval: 50 } as const

// Whoever is to be understood has the machine for himself.
it.skipIf(!canRecognise())(
  `speaks, is cut in on and understood in the clinic flow (${recogniseRemedy})`,
  async () => {
    const from = '+12025550180'
    const call = teler.callIn({ from, to: clinic })
    const media = await call.media
    expect(call.flowMs[0]).toBeLessThan(3_000)
    await expect.poll(() => started(from, 'main_menu'), until).toBe(true)
    greeting = media.heard()
    const words = await synthesizer.synthesize({ text: 'appointment', voice: 'slt' })
    await new Promise((resolve) => setTimeout(resolve, 400))
    media.say(throughTelephone(words))
    await expect.poll(() => media.received, until).toContain('clear')
    await expect.poll(() => started(from, 'book'), until).toBe(true)
    call.hangup()
    await expect.poll(async () => (await callFrom(from))?.status, until).toBe('completed')
    const rows = (await callFrom(from))?.rows.map(({ type }) => type) ?? []
    expect(rows).toEqual(expect.arrayContaining(['bargein', 'speech.final']))
    const sizes = media.received.flatMap((each) =>
      Number(/^audio \d+ (\d+)/.exec(each)?.[1] ?? 500),
    )
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(500)
  },
)

it.skipIf(!canRecognise())('greets in words that are understood', async () => {
  const sentences = [
    'thank you for calling northside clinic',
    'please leave your name after the tone',
    'all our lines are busy at the moment',
    'your parcel is on its way to you',
  ]
  expect(await recogniseClip(greeting, sentences)).toBe(sentences[0])
})

describe.concurrent('a call at FreJun Teler', () => {
  it('takes a key that comes as a tone in the sound', async ({ expect }) => {
    const from = '+12025550187'
    const call = teler.callIn({ from, to: clinic })
    const media = await call.media
    await expect.poll(() => started(from, 'main_menu'), until).toBe(true)
    media.press('3')
    await expect.poll(() => started(from, 'hours'), until).toBe(true)
    expect(media.received).toContain('clear')
    call.hangup()
    await expect.poll(async () => (await callFrom(from))?.status, until).toBe('completed')
  })

  it('hands the caller on by REST while the flow runs, and goes on when the other side is busy', async ({
    expect,
  }) => {
    teler.behave('+12025550142', { does: 'busy', after: 100 })
    const from = '+12025550181'
    const busy = teler.callIn({ from, to: lines.front })
    await busy.ended
    await expect.poll(async () => (await callFrom(from))?.outcome, until).toBe('missed')
    const dials = (await callFrom(from))?.rows.filter(({ type }) => type === 'dial') ?? []
    expect(dials.map(({ data }) => data['status'])).toEqual(['ringing', 'busy'])

    teler.behave('+12025550142', { does: 'answers', after: 100, talks: 600 })
    const again = '+12025550182'
    const talked = teler.callIn({ from: again, to: lines.front })
    await talked.ended
    expect(talked.legs.map(({ role, state }) => [role, state])).toEqual([
      ['transfer_target', 'completed'],
    ])
    await expect.poll(async () => (await callFrom(again))?.outcome, until).toBe('talked')
  })

  it('lets Teler dial by itself where that is all the flow does', async ({ expect }) => {
    teler.behave('+12025550143', { does: 'noAnswer', after: 100 })
    const from = '+12025550183'
    const missed = teler.callIn({ from, to: lines.desk })
    await missed.ended
    expect(missed.actions).toMatchObject([
      { action: 'dial', to: '+12025550143' },
      // Then our engine says what the flow says when nobody answers.
      { action: 'stream' },
    ])
    await expect.poll(async () => (await callFrom(from))?.outcome, until).toBe('missed')

    teler.behave('+12025550143', { does: 'answers', after: 50, talks: 100 })
    const again = '+12025550184'
    const talked = teler.callIn({ from: again, to: lines.desk })
    await talked.ended
    expect(talked.actions).toMatchObject([{ action: 'dial' }, { action: 'hangup' }])
    await expect.poll(async () => (await callFrom(again))?.outcome, until).toBe('talked')
  })

  it('ends a call whose media socket is lost, at Teler too', async ({ expect }) => {
    const from = '+12025550185'
    const call = teler.callIn({ from, to: clinic })
    const media = await call.media
    await expect.poll(() => started(from, 'welcome'), until).toBe(true)
    media.drop()
    await expect.poll(async () => (await callFrom(from))?.status, until).toBe('completed')
    await call.ended
  })

  it('takes no media socket without a token of its own', async ({ expect }) => {
    const call = teler.callIn({ from: '+12025550186', to: clinic })
    await call.media
    const { ws_url: url } = z.object({ ws_url: z.string() }).parse(call.actions[0])
    const statuses = await Promise.all(
      [
        url,
        url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        url.replace(/[^/]*$/, 'x.y'),
      ].map((each) => upgradeStatus(each.replace('ws', 'http'))),
    )
    // The good one belongs to a call that has its media already.
    expect(statuses).toEqual([409, 403, 403])
    call.hangup()
  })
})

async function upgradeStatus(url: string): Promise<number> {
  const headers = {
    ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
    'sec-websocket-key': Buffer.from('0123456789abcdef').toString('base64'),
  }
  const asked = request(url, { headers }).end()
  const [response] = await once(asked, 'response')
  return response.statusCode
}
