import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { systemClock } from '#runtime/calls/clock.ts'
import { openStore } from '#runtime/storage/openStore.ts'
import { createHarness } from '../support/harness.ts'

/** A server that waits to be killed: the whole app on a store that outlives it. For the crash test. */
const [, , dataDir = '', port = ''] = process.argv
const databaseUrl = process.env['DATABASE_URL'] || null
const { app } = await createHarness({
  folder: dataDir,
  clock: { ...systemClock, advance: async () => {}, settle: async () => {}, pending: () => 0 },
  allowPrivateWebhooks: true,
  openStore: async () => (await openStore({ databaseUrl, dataDir })).store,
})
await app.runner.recover()
// What another one left when it was killed is found by looking.
setInterval(app.outbox.wake, 500)
createServer(getRequestListener((request) => app.fetch(request))).listen(
  Number(port),
  '127.0.0.1',
  () => process.stdout.write('ready\n'),
)
