import type { NumberRules } from '#shared/api/trunks.ts'
import type { TakeTrunkCall } from '../../sip/trunk/createSipSide.ts'
import { e164Rules, readCaller, readNumber } from '../../sip/trunk/numberForms.ts'
import type { Trunk } from '../../sip/trunk/trunk.ts'
import type { IncomingCall, Line } from '../../voice/line.ts'
import type { NumberBook } from '../numberBook.ts'
import { type HandOverDeps, withHandOver } from './handOver.ts'

/** Takes a trunk's calls: finds out which number was called, however the trunk writes it, and who calls. */
export function createAnswerTrunkCalls(
  book: NumberBook,
  take: (call: IncomingCall) => void,
  handOver: Omit<HandOverDeps, 'trunk'>,
): TakeTrunkCall {
  return (call, trunk) => {
    let isOver = false
    call.onCancel(() => {
      isOver = true
    })
    const answer = async () => {
      let number = calledNumber(call, trunk, book)
      if (number === null) {
        // It may have been added by another process.
        await book.lookAgain()
        number = calledNumber(call, trunk, book)
      }
      if (isOver) return
      const record = number === null ? null : book.find(number)
      // Drafts and names are for softphones: a trunk reaches numbers only.
      if (!record) call.reject(404, 'Not Found')
      else if (!record.settings.enabled) call.reject(480, 'Temporarily Unavailable')
      else {
        const from = readCaller(call.from, rulesOf(book, trunk.id))
        const known = book.trunks().find(({ id }) => id === trunk.id)
        take(
          withNames(call, record.number, from, (line) => {
            return known?.settings.handsOver
              ? withHandOver(line, { ...handOver, trunk: known })
              : line
          }),
        )
      }
    }
    void answer()
  }
}

/** The stored number that a call is for; null: none of ours. Pure but for the book. */
export function calledNumber(
  call: Pick<IncomingCall, 'to' | 'alsoTo'>,
  { id, credentials }: Pick<Trunk, 'id' | 'credentials'>,
  book: Pick<NumberBook, 'find' | 'numbers' | 'trunks'>,
): string | null {
  const rules = rulesOf(book, id)
  const names = [call.to, ...(call.alsoTo ?? [])]
  for (const name of names) {
    const found = readNumber(name, rules).find((number) => book.find(number) !== null)
    if (found !== undefined) return found
  }
  // Where we register, calls may come to our name there and say no number at all.
  const isToUs = names.some((name) => name === credentials?.user || name === 'fml')
  const own = book.numbers().filter(({ carrier }) => carrier === `trunk:${id}`)
  return isToUs && own.length === 1 ? (own[0]?.number ?? null) : null
}

const rulesOf = (book: Pick<NumberBook, 'trunks'>, id: string): NumberRules =>
  book.trunks().find((trunk) => trunk.id === id)?.settings.numbers ?? e164Rules

/** The same call under other names; `onLine` sees its line once it is answered. */
const withNames = (
  call: IncomingCall,
  to: string,
  from: string,
  onLine: (line: Line) => Line,
): IncomingCall => ({
  ...{ id: call.id, from, to, claims: call.claims },
  answer: async (options) => onLine(await call.answer(options)),
  ringEarly: async () => (await call.ringEarly?.()) ?? null,
  reject: (status, reason) => call.reject(status, reason),
  onCancel: (listener) => call.onCancel(listener),
})
