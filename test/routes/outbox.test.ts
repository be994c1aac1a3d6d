import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readConfig } from '#runtime/config.ts'
import { isSignedWebhook, signWebhook } from '#runtime/effects/signWebhook.ts'
import { outboxPageSchema } from '#shared/api/outbox.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { makeFlow } from '../support/makeFlow.ts'

interface Got {
  readonly id: string
  readonly body: string
  answer(status: number): void
}

/** Another system that answers when the test says so. */
async function startReceiver() {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      const id = String(request.headers['webhook-id'])
      got.push({ id, body, answer: (status) => response.writeHead(status).end() })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    got,
    url: `http://127.0.0.1:${port}/x`,
    arrived: (count: number) => vi.waitFor(() => expect(got).toHaveLength(count), 10_000),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const sendFlow = (url: string, waits: boolean) =>
  makeFlow(
    'send',
    [
      [
        'hook',
        'webhook',
        {
          ...{ url, waits, timeout: 5 },
          body: { type: 'fields', fields: [{ id: 'f', name: 'from', value: '{{ call.from }}' }] },
        },
      ],
      ['bye', 'end', { text: 'Goodbye.', outcome: 'sent' }],
    ],
    waits
      ? ['start.next>hook', 'hook.ok>bye', 'hook.failed>bye', 'hook.timeout>bye']
      : ['start.next>hook', 'hook.ok>bye'],
  )

describe('a webhook that nobody waits for', () => {
  let harness: Harness
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  beforeEach(async () => {
    harness = await createHarness({ allowPrivateWebhooks: true })
    receiver = await startReceiver()
  })
  afterEach(async () => {
    receiver.close()
    await harness.close()
  })
  const start = () =>
    harness.turns.post('/hooks/voice', { CallSid: 'CA1', From: '+1', To: '+12025550100' })
  const list = async () =>
    outboxPageSchema.parse(await (await harness.request('/api/outbox')).json())

  it('is sent after the call went on, also when that was the last thing it did', async () => {
    await harness.publish(sendFlow(receiver.url, false))
    const { body, callId } = await start()
    expect(body).toContain('Goodbye.</Say><Hangup')
    await receiver.arrived(1)
    expect(receiver.got[0]).toMatchObject({ id: `msg_${callId}_e1`, body: '{"from":"+1"}' })
    expect(await list()).toMatchObject({
      webhooks: [{ id: `msg_${callId}_e1`, callId, node: 'hook', status: 'waiting', attempts: 1 }],
      next: null,
    })
    receiver.got[0]?.answer(204)
    await vi.waitFor(async () => expect(await list()).toEqual({ webhooks: [], next: null }), 10_000)
  })

  it('comes again under its id when it failed, and when somebody asks for it', async () => {
    await harness.publish(sendFlow(receiver.url, false))
    await start()
    await receiver.arrived(1)
    receiver.got[0]?.answer(500)
    await vi.waitFor(async () =>
      expect(await list()).toMatchObject({ webhooks: [{ error: 'answered 500' }] }),
    )
    const id = receiver.got[0]?.id ?? ''
    const replayed = await harness.request(`/api/outbox/${id}/replay`, { method: 'POST' })
    expect(replayed.status).toBe(204)
    await receiver.arrived(2)
    const busy = await harness.request(`/api/outbox/${id}/replay`, { method: 'POST' })
    expect([busy.status, await busy.json()]).toMatchObject([409, { code: 'outbox.sending' }])
    receiver.got[1]?.answer(200)
    await vi.waitFor(async () => expect(await list()).toEqual({ webhooks: [], next: null }), 10_000)
    expect(new Set(receiver.got.map((one) => one.id)).size).toBe(1)
    const unknown = await harness.request(`/api/outbox/${id}/replay`, { method: 'POST' })
    expect(unknown.status).toBe(404)
  })

  it('is what a waiting one becomes when the caller hangs up', async () => {
    await harness.publish(sendFlow(receiver.url, true))
    const answer = start()
    await receiver.arrived(1)
    await harness.postForm('/hooks/status', { CallSid: 'CA1', CallStatus: 'completed' })
    const { callId } = await answer
    expect(await list()).toMatchObject({ webhooks: [{ id: `msg_${callId}_e1`, attempts: 0 }] })
    receiver.got[0]?.answer(503)
    await harness.clock.settle()
    await harness.clock.advance(8_000)
    harness.app.outbox.wake()
    await receiver.arrived(2)
    receiver.got[1]?.answer(200)
    await vi.waitFor(async () => expect(await list()).toEqual({ webhooks: [], next: null }), 10_000)
    expect(receiver.got[1]?.id).toBe(receiver.got[0]?.id)
  })

  it('needs no second attempt when the first one was answered after the caller hung up', async () => {
    await harness.publish(sendFlow(receiver.url, true))
    const answer = start()
    await receiver.arrived(1)
    await harness.postForm('/hooks/status', { CallSid: 'CA1', CallStatus: 'completed' })
    await answer
    receiver.got[0]?.answer(404)
    await vi.waitFor(async () => expect(await list()).toEqual({ webhooks: [], next: null }), 10_000)
  })

  it('is refused a page that makes no sense', async () => {
    const response = await harness.request('/api/outbox?status=gone')
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'query.invalid' }])
  })
})

describe('a secret that is being replaced', () => {
  const secretOf = (text: string) => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`
  const [old, fresh, other] = [secretOf('old'), secretOf('new'), secretOf('other')]

  it('signs beside the new one, so that receivers may know either', () => {
    const { outgoingWebhookSecret } = readConfig({ OUTGOING_WEBHOOK_SECRET: `${fresh}, ${old}` })
    const headers = signWebhook(outgoingWebhookSecret ?? '', 'msg_1', 5_000, '{}')
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
    expect(isSignedWebhook(old, 5_000, headers, '{}')).toBe(true)
    expect(isSignedWebhook(fresh, 5_000, headers, '{}')).toBe(true)
    expect(isSignedWebhook(other, 5_000, headers, '{}')).toBe(false)
    expect(isSignedWebhook(`${other} ${old}`, 5_000, headers, '{}')).toBe(true)
  })
})
