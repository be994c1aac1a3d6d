import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'

/** A static sentence and fields. What callers say and type never goes into fields. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const mask = '•••'

/** Names of fields that are blanked out, at any depth, should they ever be logged. */
const personal = new Set(
  [
    ...['digits', 'speech', 'heard', 'transcript', 'text', 'prompt', 'say', 'sentence', 'words'],
    ...['body', 'form', 'vars', 'variables', 'value', 'answer', 'document'],
    ...['from', 'to', 'caller', 'callee', 'number', 'phone', 'email', 'name', 'user'],
    ...['token', 'secret', 'password', 'key', 'apikey', 'authorization', 'cookie', 'x-api-key'],
  ].map((name) => name.toLowerCase()),
)

/**
 * Telephone numbers in international form (E.164: at most 15 digits), SIP users, e-mail addresses, and what follows `?`
 * in an address: wherever they stand in a text.
 */
const tellTale =
  /(?:\+|\b00)\d(?:[ ().-]?\d){5,14}|(?<=\bsips?:)[^\s@;>]{1,200}(?=@)|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+|(?<=\bhttps?:\/\/[^\s?]+\?)[^\s"']+/gi

/** Levels of objects inside objects that are looked at; deeper ones are left out. */
const deepest = 5
/** Longest text of a field. */
const longest = 4_000

/** A text without telephone numbers, addresses of people and query strings. */
export const maskText = (text: string): string => text.slice(0, longest).replace(tellTale, mask)

function maskValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskText(value)
  if (value instanceof Error) return errorOf(value, depth)
  if (typeof value !== 'object' || value === null) return value
  if (depth === deepest) return mask
  if (Array.isArray(value)) return value.map((each) => maskValue(each, depth + 1))
  return maskFields(value, depth + 1)
}

const maskFields = (fields: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      personal.has(name.toLowerCase()) && value !== null ? mask : maskValue(value, depth),
    ]),
  )

/** What helps to find a mistake: not the fields that libraries hang on their errors, such as requests and headers. */
function errorOf(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack = '', cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const why = cause === undefined || depth >= deepest ? {} : { cause: maskValue(cause, depth + 1) }
  return { type: name, message: maskText(message), ...code, stack: maskText(stack), ...why }
}

/** Writes JSON lines without personal data; to standard error, so that standard output stays for people. */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: false }),
): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    // Errors come through `formatters.log` like all else.
    serializers: { err: (error: unknown) => error },
    formatters: { log: (fields) => maskFields(fields, 0) },
    hooks: {
      logMethod(inputs, method) {
        const [fields, message] = inputs
        if (typeof message === 'string') inputs[1] = maskText(message)
        else if (typeof fields === 'string') Object.assign(inputs, [maskText(fields)])
        method.apply(this, inputs)
      },
    },
  }
  return pino(options, destination)
}
