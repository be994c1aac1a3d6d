import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { publishFlow } from '#runtime/routes/publish.ts'
import { openStore } from '#runtime/storage/openStore.ts'
import { type Campaign, campaignRoutes, usualRules } from '#shared/api/campaigns.ts'
import { testNumbers } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'
import { bundleCrashServer, startServers } from './crashLoad.ts'

const callees = 500
const kills = 3

/** Goodbye, at once. */
const shortFlow = makeFlow(
  'short',
  [['bye', 'end', { text: 'Bye.', outcome: 'told' }]],
  ['start.next>bye'],
)

it('a campaign whose server is killed calls everybody once, and nobody twice', {
  timeout: 60_000,
}, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fml-campaign-'))
  const { store } = await openStore({ databaseUrl: null, dataDir })
  await store.seedNumbers(testNumbers)
  await store.insertFlow(shortFlow, 1)
  await publishFlow(store, shortFlow, { number: testNumbers[0], note: '', at: 1 })
  await store.close()
  const servers = await startServers(
    await bundleCrashServer(dataDir, new URL('./campaignServer.ts', import.meta.url)),
    1,
    dataDir,
    '',
  )
  const [base = ''] = servers.bases
  const ask = async (path: string, method = 'GET', body?: string): Promise<Response> => {
    const headers = { 'content-type': 'application/json' }
    return fetch(`${base}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  }
  const look = async (): Promise<Campaign> => (await ask(campaignRoutes.campaign(id))).json()
  const until = async (isEnough: (campaign: Campaign) => boolean): Promise<Campaign> => {
    for (;;) {
      const campaign = await look()
      if (isEnough(campaign)) return campaign
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const numbers = Array.from({ length: callees }, (_, index) => `+493012345${100 + index}`)
  const uploaded = await ask(campaignRoutes.campaigns, 'POST', `phone\n${numbers.join('\n')}\n`)
  const { campaign } = await uploaded.json()
  const id: string = campaign.id
  try {
    const rules = {
      ...usualRules,
      ...{ perMinute: 6_000, atOnce: 60, onVoicemail: 'ignore' },
      hours: { from: '00:00', to: '24:00', weekdays: [0, 1, 2, 3, 4, 5, 6] },
    }
    const setup = {
      ...campaign.setup,
      rules,
      from: testNumbers[0],
      flow: { id: 'short', version: 1 },
    }
    await ask(campaignRoutes.campaign(id), 'PUT', JSON.stringify({ name: 'All', setup }))
    expect((await ask(campaignRoutes.move(id, 'start'), 'POST')).status).toBe(200)
    for (let kill = 1; kill <= kills; kill++) {
      await until(({ counts }) => counts.done >= kill * 100)
      await servers.kill(0)
    }
    const { counts } = await until(({ state }) => state === 'done')
    const dialled = readFileSync(join(dataDir, 'dialled.txt'), 'utf8').trim().split('\n')
    const times = Map.groupBy(dialled, (line) => line.split(' ')[0] ?? '')
    expect([...times].filter(([, lines]) => lines.length > 1)).toEqual([])
    // Whose call was being set up when the server was killed: nobody knows, and nobody is called twice.
    const unknown = counts.outcomes.unknown ?? 0
    expect(unknown).toBeLessThanOrEqual(kills * rules.atOnce)
    expect(times.size).toBeGreaterThanOrEqual(callees - unknown)
    expect((counts.outcomes.completed ?? 0) + (counts.outcomes.failed ?? 0) + unknown).toBe(callees)
    expect(counts.outcomes.completed).toBeGreaterThan(callees / 2)
  } finally {
    servers.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
