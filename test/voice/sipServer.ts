/** A process that answers calls and ends on SIGTERM, so that a test can see its exit code. */
import { createServer } from 'node:http'
import { createSipEdge } from '#runtime/sip/sipEdge.ts'
import { releaseNativeMedia } from '#runtime/voice/media/nativeMedia.ts'
import { melody } from '../support/melody.ts'

const say = (message: string): boolean => process.stdout.write(`${message}\n`)
const log = { debug() {}, info() {}, warn() {}, error() {} }
const edge = createSipEdge({
  log,
  passwordOf: () => 'secret',
  claimsOf: (user) => ({ user, target: 'draft-f1', revision: 1, expires: Date.now() + 60_000 }),
  allowOrigin: () => true,
})
edge.onCall(async (call) => {
  const line = await call.answer()
  line.listen({ audio() {}, digit() {}, text() {}, hangup: () => say('hangup') })
  line.play(melody('ab'.repeat(200), 16_000))
  say('answered')
})
const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end())
server.on('upgrade', (request, socket, head) => edge.handleUpgrade(request, socket, head))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  say(`port ${address !== null && typeof address === 'object' ? address.port : 0}`)
})
process.once('SIGTERM', async () => {
  server.close()
  await edge.close()
  releaseNativeMedia()
  say('closed')
})
