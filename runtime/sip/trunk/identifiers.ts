import { randomBytes } from 'node:crypto'

/** 64 bits that nobody guesses: tags, Call-IDs. */
export const newToken = (): string => randomBytes(8).toString('hex')

/** With the magic cookie (RFC 3261 section 8.1.1.7). */
export const newBranch = (): string => `z9hG4bK${newToken()}`
