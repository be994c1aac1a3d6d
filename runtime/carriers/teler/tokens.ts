import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a token opens: a flow request, status webhooks, the media of one call, or what comes after an action. */
export type TokenUse = 'flow' | 'status' | 'media' | 'next'

export interface TelerTokens {
  /** For an address: whoever knows it was given it by us. */
  create(use: TokenUse, subject: string): string
  /** The subject, or null when the token is not ours or for something else. */
  read(use: TokenUse, token: string): string | null
}

/** Bytes of the code at the end: nobody guesses 144 bits. */
const codeBytes = 18
const longest = 300

/**
 * Teler signs neither flow requests nor media sockets, and names a call differently in each of its channels: so every
 * address that it is given says by itself which call it is for, and cannot be made up.
 */
export function createTelerTokens(secret: string): TelerTokens {
  // A secret of its own: a token must never be good for a turn.
  const key = createHmac('sha256', secret).update('teler addresses').digest()
  const create = (use: TokenUse, subject: string): string => {
    const code = createHmac('sha256', key).update(`${use}\n${subject}`).digest()
    const short = code.subarray(0, codeBytes).toString('base64url')
    return `${Buffer.from(subject).toString('base64url')}.${short}`
  }
  return {
    create,
    read: (use, token) => {
      if (token.length > longest) return null
      const subject = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
      // The whole text is compared: there is one way only to write a token.
      const [given, made] = [Buffer.from(token), Buffer.from(create(use, subject))]
      return given.length === made.length && timingSafeEqual(given, made) ? subject : null
    },
  }
}
