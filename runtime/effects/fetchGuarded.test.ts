import { MockAgent } from 'undici'
import { expect, it } from 'vitest'
import { fetchGuarded } from './fetchGuarded.ts'

/** A public server that sends whoever asks elsewhere. */
const askThrough = (location: string, allowPrivate = false) => {
  const dispatcher = new MockAgent()
  dispatcher.disableNetConnect()
  dispatcher
    .get('https://hooks.example')
    .intercept({ path: '/', method: 'POST' })
    .reply(302, '', { headers: { location } })
  const reached = { path: '/', method: 'GET' }
  for (const origin of ['http://10.0.0.1', 'http://127.0.0.1', 'https://other.example']) {
    dispatcher.get(origin).intercept(reached).reply(200, `reached ${origin}`)
  }
  return fetchGuarded({
    ...{ url: new URL('https://hooks.example/'), method: 'POST', headers: {}, body: '{}' },
    ...{ signal: AbortSignal.timeout(5_000), dispatcher, allowPrivate },
  })
}

it.for([
  'http://10.0.0.1/',
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fd00::1]/',
  'http://169.254.169.254/latest/meta-data/',
])('does not follow a redirect to %s', async (location) => {
  await expect(askThrough(location)).rejects.toThrow('is a private address')
})

it.for(['file:///etc/passwd', 'ftp://other.example/', 'data:text/plain,x', 'javascript:1'])(
  'does not follow a redirect to %s',
  async (location) => {
    await expect(askThrough(location)).rejects.toThrow('must start with https')
  },
)

it('follows one to another public server, and to a private one where that is allowed', async () => {
  expect(await (await askThrough('https://other.example/')).text()).toBe(
    'reached https://other.example',
  )
  expect(await (await askThrough('http://10.0.0.1/', true)).text()).toBe('reached http://10.0.0.1')
})
