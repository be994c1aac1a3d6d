import { z } from 'zod'

/** What an INFO request carries. */
export type Info =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'digit'; readonly digit: string }
  | { readonly type: 'refused'; readonly status: number; readonly reason: string }

const maxTextBytes = 8000
const typed = z.object({ text: z.string() })

/** Reads typed words (`text/plain`, or JSON `{text}`) and keys (`application/dtmf-relay`). */
export function readInfo(contentType: string | null, body: Buffer): Info {
  if (body.length > maxTextBytes)
    return { type: 'refused', status: 413, reason: `Send at most ${maxTextBytes} bytes` }
  const text = body.toString('utf8')
  switch (contentType?.split(';')[0]?.trim().toLowerCase()) {
    case 'text/plain':
      return words(text)
    case 'application/json':
      return json(text)
    case 'application/dtmf-relay':
      return key(/^\s*signal\s*=\s*(\S)\s*$/im.exec(text)?.[1])
    case 'application/dtmf':
      return key(/^\s*(\S)\s*$/.exec(text)?.[1])
    default:
      return { type: 'refused', status: 415, reason: 'Unsupported Media Type' }
  }
}

function words(text: string): Info {
  const trimmed = text.trim()
  return trimmed === ''
    ? { type: 'refused', status: 400, reason: 'The text is empty' }
    : { type: 'text', text: trimmed }
}

function json(text: string): Info {
  try {
    const parsed = typed.safeParse(JSON.parse(text))
    if (parsed.success) return words(parsed.data.text)
  } catch {
    // answered below, as any other JSON that is not {text}
  }
  return { type: 'refused', status: 400, reason: 'Send JSON like {"text":"hello"}' }
}

const key = (digit: string | undefined): Info =>
  digit !== undefined && /^[\d*#A-D]$/i.test(digit)
    ? { type: 'digit', digit: digit.toUpperCase() }
    : { type: 'refused', status: 400, reason: 'Send Signal=0-9, *, # or A-D' }
