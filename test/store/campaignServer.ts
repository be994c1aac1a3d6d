import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { systemClock } from '#runtime/calls/clock.ts'
import type { Carrier } from '#runtime/carriers/carrier.ts'
import { openStore } from '#runtime/storage/openStore.ts'
import { createHarness } from '../support/harness.ts'

/** A server that waits to be killed while it calls people: for the crash test of campaigns. */
const [, , dataDir = '', port = ''] = process.argv
const databaseUrl = process.env['DATABASE_URL'] || null
const { app, turns } = await createHarness({
  folder: dataDir,
  clock: { ...systemClock, advance: async () => {}, settle: async () => {}, pending: () => 0 },
  openStore: async () => (await openStore({ databaseUrl, dataDir })).store,
})

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A network where everybody picks up, hears the flow and hangs up. Who was called stands in a file, whatever happens. */
const carrier: Carrier = {
  ...{ id: 'fake', kind: 'trunk', title: 'Fake' },
  check: async () => ({ isReady: true }),
  listNumbers: async () => [],
  assign: async () => {},
  unassign: async () => {},
  placeCall: async ({ callId, to, from }, hear) => {
    appendFileSync(join(dataDir, 'dialled.txt'), `${to} ${callId}\n`)
    const talk = async () => {
      await wait(20 + Math.random() * 60)
      hear({ type: 'ringing' })
      await wait(20 + Math.random() * 100)
      hear({ type: 'answered' })
      const form = { CallSid: callId, AccountSid: 'local', From: from, To: to }
      await turns.post('/hooks/voice', { ...form, Direction: 'outbound-api' })
      await turns.post('/hooks/status', { ...form, CallStatus: 'completed' })
      hear({ type: 'ended', outcome: 'completed', reason: null })
    }
    talk().catch(() => {})
    return { sid: callId, cancel: async () => {} }
  },
}
await app.runner.recover()
await app.outbound.connect(async () => ({ type: 'carrier', carrier }), {
  isShared: databaseUrl !== null,
})
app.campaigns.wake()
createServer(getRequestListener((request) => app.fetch(request))).listen(
  Number(port),
  '127.0.0.1',
  () => process.stdout.write('ready\n'),
)
