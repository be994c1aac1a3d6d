import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'

export interface ReceivedWebhook {
  readonly body: unknown
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
  /** Whether its Standard Webhooks signature holds. */
  readonly isSigned: boolean
}

/** Another company's system: takes webhooks, checks their signature, answers 200 with JSON. */
export async function startWebhookReceiver(secret: string) {
  const received: ReceivedWebhook[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const headers = stringsOf(request.headers)
      received.push({
        ...{ body: JSON.parse(text), text, headers },
        isSigned: isSigned(secret, text, headers),
      })
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end('{"ok":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}/visits`,
    received,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

const stringsOf = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

function isSigned(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers)
    return true
  } catch {
    return false
  }
}
