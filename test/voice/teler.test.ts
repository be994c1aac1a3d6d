import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createFliteSynthesizer } from '#runtime/speech/flite/fliteSynthesizer.ts'
import type { CallRow } from '#shared/api/api.ts'
import { newNumberSettings } from '#shared/api/numbers.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { exampleFlow, makeFlow } from '../support/makeFlow.ts'
import { canRecognise, recogniseClip, recogniseRemedy } from '../support/recognise.ts'
import { freePort, type RunningServer, startServer } from '../support/server.ts'
import { throughTelephone } from '../support/telephone.ts'
import { createFakeTeler, type FakeTeler } from '../support/teler/fakeTeler.ts'

/** Numbers that were bought at Teler. */
const clinic = '+12025550160'
const lines = {
  ...{ front: '+12025550161', desk: '+12025550162' },
  ...{ person: '+12025550163', single: '+12025550164' },
} as const
const frontDesk = '+12025550144'
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

/** The clinic's front desk, where the third option leads to somebody at a telephone. */
async function clinicWithPerson(): Promise<Flow> {
  const flow = await exampleFlow('clinic-front-desk')
  const { nodes, edges } = handsOn('clinic-with-person', frontDesk, false)
  const added = nodes.filter(({ type }) => type !== 'start')
  return {
    ...{ ...flow, id: 'clinic-with-person', name: 'Clinic with a person' },
    nodes: [...flow.nodes, ...added],
    edges: [
      ...flow.edges.map((edge) =>
        edge.source === 'main_menu' && edge.sourceHandle === 'o_hours'
          ? { ...edge, target: 'desk' }
          : edge,
      ),
      ...edges
        .filter(({ source }) => source === 'desk')
        .map((edge) => ({ ...edge, id: `desk-${edge.id}` })),
    ],
  }
}

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
  teler = await createFakeTeler({ numbers: [clinic, ...Object.values(lines)] })
  const port = await freePort()
  server = await startServer({
    ...{ PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, BUILD_EDITOR: '0' },
    ...{ TELER_API_KEY: teler.apiKey, TELER_API_URL: teler.url },
  })
  await publish('clinic-front-desk', clinic)
  await publishNew(handsOn('mid', '+12025550142', true), lines.front)
  await publishNew(handsOn('at-once', '+12025550143', false), lines.desk)
  await publishNew(await clinicWithPerson(), lines.person)
  await publishNew(handsOn('single', '+12025550145', true), lines.single)
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

  it.for(['2025-08-01', '2026-06-01'] as const)(
    'goes through the clinic to a person and to its end, although all webhooks of %s come twice, and late',
    async (version, { expect }) => {
      const { faults } = teler.delivery
      teler.setVersion(version)
      // What happened on the way comes after the end.
      Object.assign(faults, { doubled: true, late: true })
      teler.behave(frontDesk, { does: 'answers', after: 50, talks: 300 })
      const from = version.replace(/^(....)-(..)-(..)$/, '+1202$1$2$3')
      const call = teler.callIn({ from, to: lines.person })
      const media = await call.media
      media.press('3')
      await call.ended
      expect(call.legs.map(({ role, state }) => [role, state])).toEqual([
        ['transfer_target', 'completed'],
      ])
      await expect.poll(async () => (await callFrom(from))?.outcome, until).toBe('talked')
      const kept = await callFrom(from)
      const of = (type: string) => kept?.rows.filter((row) => row.type === type) ?? []
      expect([kept?.status, of('line.ended').length]).toEqual(['completed', 1])
      expect(of('dial').map(({ data }) => data['status'])).toEqual([
        ...['ringing', 'answered', 'ended'],
      ])
      const told = teler.delivery.events.filter(({ callId }) => callId === call.id)
      await expect.poll(() => told.every(({ answers }) => answers.length === 2), until).toBe(true)
      expect(told.flatMap(({ answers }) => answers).every((status) => status === 200)).toBe(true)
    },
  )

  it('is refused while the number has as many calls as it may have', async ({ expect }) => {
    const path = `${server.url}/api/numbers/${encodeURIComponent(lines.single)}`
    const saved = await fetch(path, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...newNumberSettings, mostCalls: 1 }),
    })
    expect(saved.status).toBe(200)
    teler.behave('+12025550145', { does: 'answers', after: 50, talks: 60_000 })
    const first = teler.callIn({ from: '+12025550191', to: lines.single })
    await first.media
    const second = teler.callIn({ from: '+12025550192', to: lines.single })
    await second.ended
    expect(second.actions).toEqual([{ action: 'hangup' }])
    first.hangup()
    await expect.poll(async () => (await callFrom('+12025550191'))?.status, until).toBe('completed')
    const third = teler.callIn({ from: '+12025550193', to: lines.single })
    await third.media
    third.hangup()
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
