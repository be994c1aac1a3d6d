import { z } from 'zod'
import { SpeechError } from '../speech.ts'

const wholeSchema = z.object({ text: z.string().max(20_000) })
const eventSchema = z.union([
  z.object({ type: z.literal('transcript.text.delta'), delta: z.string().max(20_000) }),
  z.object({ type: z.literal('transcript.text.done'), text: z.string().max(20_000) }),
])
const mostBytes = 1024 * 1024

/**
 * What a server understood: in one piece of JSON, or as Server-Sent Events while it understands. `partial` gets the
 * words so far.
 */
export async function readTranscript(
  response: Response,
  name: string,
  partial: (text: string) => void,
): Promise<string> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('text/event-stream')) return readWhole(await response.text(), name)
  let text = ''
  for await (const line of linesOf(response)) {
    const data = line.startsWith('data:') ? line.slice(5).trim() : ''
    if (data === '' || data === '[DONE]') continue
    const event = eventSchema.safeParse(parseJson(data))
    if (!event.success) continue
    if (event.data.type === 'transcript.text.done') return event.data.text
    text += event.data.delta
    partial(text)
  }
  // What was understood until then may be half of what was said.
  throw new SpeechError(name, 'the speech service broke off', { retryable: true })
}

function readWhole(body: string, name: string): string {
  const whole = wholeSchema.safeParse(parseJson(body))
  if (whole.success) return whole.data.text
  throw new SpeechError(name, 'the speech service answered no transcript', { retryable: false })
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > mostBytes) return
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  yield rest
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
