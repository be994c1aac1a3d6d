import { goWithOthers } from '../../running/threadPriority.ts'
import type { Grammar } from './grammar.ts'
import { createListener, type Heard, type Listener } from './listener.ts'
import { findModel } from './model.ts'

/** What the worker process is told, in order: open, feed…, then finish or cancel. */
export type ToWorker =
  | {
      readonly type: 'open'
      readonly id: number
      readonly grammar: Grammar | null
      readonly partials: boolean
    }
  | { readonly type: 'feed'; readonly id: number; readonly pcm: Int16Array }
  | { readonly type: 'finish'; readonly id: number }
  | { readonly type: 'cancel'; readonly id: number }

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'partial'; readonly id: number; readonly text: string }
  | { readonly type: 'heard'; readonly id: number; readonly heard: Heard }
  | { readonly type: 'cancelled'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }

goWithOthers()
const post = (message: FromWorker) => process.send?.(message)
const listener = createListenerIn(process.argv[2])
// The parent is gone, however it ended.
process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole group of processes; the parent decides when this one ends.
process.on('SIGINT', () => {})

process.on('message', (order: ToWorker) => {
  try {
    obey(order)
  } catch (error) {
    post({ type: 'failed', id: order.id, message: String(error) })
  }
})

function obey(order: ToWorker): void {
  const { id } = order
  if (order.type === 'open') {
    const partial = (text: string) => post({ type: 'partial', id, text })
    listener.open(order.grammar, order.partials ? partial : null)
  } else if (order.type === 'feed') {
    listener.feed(order.pcm)
  } else if (order.type === 'finish') {
    post({ type: 'heard', id, heard: listener.finish() })
  } else {
    listener.cancel()
    post({ type: 'cancelled', id })
  }
}

function createListenerIn(folder: string | undefined): Listener {
  const model = findModel(folder)
  if (!model) throw new Error(`no pocketsphinx model in ${folder}`)
  return createListener(model)
}

post({ type: 'ready' })
