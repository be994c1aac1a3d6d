import type { Document } from '#shared/fml/fml.ts'
import type { Io } from '../io.ts'

/** What a caller would hear of a document. */
export function printDocument(document: Document, io: Io): void {
  for (const verb of document.verbs) {
    switch (verb.type) {
      case 'say':
        io.out(`${verb.text}\n`)
        break
      case 'play':
        io.out(`(plays ${verb.url})\n`)
        break
      case 'pause':
        io.out(`(waits ${verb.length ?? 1} s)\n`)
        break
      case 'gather':
        printDocument({ verbs: verb.prompt }, io)
        break
      case 'redirect':
        break
      case 'hangup':
        io.out('(hangs up)\n')
        break
      default:
        io.out(`(${verb.type})\n`)
    }
  }
}
