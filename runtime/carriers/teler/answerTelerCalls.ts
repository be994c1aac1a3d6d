import type { IncomingCall } from '../../voice/line.ts'
import type { NumberBook } from '../numberBook.ts'

/** Takes Teler's calls for numbers of ours that are switched on, and those that we made. */
export const createAnswerTelerCalls =
  (book: Pick<NumberBook, 'find' | 'lookAgain'>, take: (call: IncomingCall) => void) =>
  async (call: IncomingCall): Promise<void> => {
    if (call.outbound) return take(call)
    // It may have been added by another process.
    if (!book.find(call.to)) await book.lookAgain()
    const record = book.find(call.to)
    // Drafts and names are for softphones: a network reaches numbers only.
    if (!record) call.reject(404, 'Not Found')
    else if (!record.settings.enabled) call.reject(480, 'Temporarily Unavailable')
    else take(call)
  }
