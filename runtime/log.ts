import { type Logger, type LoggerOptions, pino } from 'pino'

/** A static sentence and fields. What callers say and type never goes into fields. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Fields that are blanked out should they ever be logged. */
const redact = [
  'digits',
  'speech',
  'prompt',
  'body',
  'text',
  'from',
  'token',
  'secret',
  '*.digits',
  '*.speech',
  '*.prompt',
  '*.body',
  '*.text',
  '*.token',
  '*.secret',
]

/** Writes JSON lines to standard error, so that standard output stays for people. */
export function createLog(level: string): Logger {
  const options: LoggerOptions = { level, base: null, redact: { paths: redact, censor: '•••' } }
  return pino(options, pino.destination({ dest: 2, sync: false }))
}
