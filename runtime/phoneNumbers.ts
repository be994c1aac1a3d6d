import { createRequire as createLoader } from 'node:module'

type PhoneNumbers = typeof import('libphonenumber-js')

const load = createLoader(import.meta.url)

/** The world's numbering plans: read when somebody first writes a number, so that a start does not wait for them. */
export const phoneNumbers = (): PhoneNumbers => load('libphonenumber-js')
