import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTurnClient } from '#runtime/calls/createTurnClient.ts'
import { freePort, startServer } from '../support/server.ts'

const root = join(import.meta.dirname, '../..')
const secret = 'a-secret-for-this-test'
const env = { BUILD_EDITOR: '0', WEBHOOK_SECRET: secret, LOG_LEVEL: 'silent' }

/** Starts the product where it cannot; resolves with what it printed. */
function startInVain(variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['runtime/start.js'], {
    cwd: root,
    env: { ...process.env, ...env, ...variables },
  })
  let printed = ''
  child.stdout.on('data', (chunk) => {
    printed += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    printed += String(chunk)
  })
  return new Promise<{ code: number | null; printed: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, printed })),
  )
}

describe('starting', () => {
  it('says in one sentence what to do about a bad value', async () => {
    expect(await startInVain({ PORT: 'x' })).toEqual({
      code: 1,
      printed: 'PORT cannot be “x”: set it to a port from 1 to 65535, or leave it out.\n',
    })
  })

  it('says in one sentence what to do about a port that is taken', async () => {
    const port = await freePort()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    const folder = mkdtempSync(join(tmpdir(), 'fml-start-'))
    expect(await startInVain({ PORT: String(port), DATA_DIR: folder })).toEqual({
      code: 1,
      printed: `Port ${port} is taken: stop what uses it, or start with another, for example PORT=${port + 1} npm start.\n`,
    })
    other.close()
    rmSync(folder, { recursive: true })
  })

  it('answers the example number, survives being killed, and stops with 0', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fml-start-'))
    const running = { ...env, DATA_DIR: folder }
    const first = await startServer(running)
    const turnsOf = (base: string) => createTurnClient({ fetch, secret, now: Date.now, base })
    const form = { CallSid: 'CA1', From: '+1', To: '+12025550100' }
    const answer = await turnsOf(first.url).post('/hooks/voice', form)
    expect(answer.body).toContain('Thank you for calling Northside Clinic.')
    first.process.kill('SIGKILL')
    await new Promise((resolve) => first.process.once('exit', resolve))

    const second = await startServer(running)
    expect(await turnsOf(second.url).post('/hooks/voice', form)).toEqual(answer)
    const path = `/hooks/voice/${answer.callId}/2`
    const next = await turnsOf(second.url).post(path, { Turn: '2', Reason: 'digits', Digits: '3' })
    expect([next.status, next.body]).toEqual([200, expect.stringContaining('Monday to Friday')])
    expect(await second.stop()).toBe(0)
    rmSync(first.dataDir, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)
})
