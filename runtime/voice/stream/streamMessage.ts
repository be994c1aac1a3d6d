import { z } from 'zod'

const streamMessage = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('media'),
    media: z.object({ payload: z.string().max(90_000) }),
  }),
  z.object({ event: z.literal('mark'), mark: z.object({ name: z.string().max(200) }) }),
  z.object({ event: z.literal('clear') }),
  z.object({
    event: z.literal('dtmf'),
    dtmf: z.object({ digits: z.string().regex(/^[0-9*#A-Dw]{1,100}$/) }),
  }),
  z.object({ event: z.literal('stop') }),
])
type StreamMessage = z.infer<typeof streamMessage>

/** Most bytes of one message: 64 KB of audio in base64, and what is around it. */
export const maxMessageBytes = 96 * 1024

/** Reads what the other side of a stream asks for; null when it cannot be read, or is none of ours. */
export function parseStreamMessage(text: string): StreamMessage | null {
  try {
    return streamMessage.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
