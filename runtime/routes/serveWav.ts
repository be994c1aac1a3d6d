import type { Context } from 'hono'
import type { RecordingFile } from '../recordings/createRecordings.ts'

/** Answers with a WAV file, or a range of it (RFC 9110 section 14): players seek by ranges. */
export function serveWav(c: Context, file: RecordingFile, cacheControl: string): Response {
  const { bytes } = file
  const headers = {
    'content-type': 'audio/wav',
    'cache-control': cacheControl,
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
  }
  const range = rangeOf(c.req.header('range'), bytes)
  if (!range) return c.body(file.body(), 200, { ...headers, 'content-length': String(bytes) })
  if (range.start >= bytes) return c.body(null, 416, { 'content-range': `bytes */${bytes}` })
  return c.body(file.body(range), 206, {
    ...headers,
    'content-length': String(range.end - range.start + 1),
    'content-range': `bytes ${range.start}-${range.end}/${bytes}`,
  })
}

/** One range from a byte on; any other is ignored, as the standard allows. */
function rangeOf(header: string | undefined, bytes: number): { start: number; end: number } | null {
  const [, from, to] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === undefined) return null
  const start = Number(from)
  const end = to ? Math.min(Number(to), bytes - 1) : bytes - 1
  return end < start && start < bytes ? null : { start, end }
}
