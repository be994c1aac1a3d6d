import type { Document, Verb } from '#shared/fml/fml.ts'
import { runVerb } from '../verbs/runVerb.ts'
import type { CallContext, Next } from './callContext.ts'
import { type ClipSources, type ClipsOf, createClips } from './clips.ts'

/** A document whose first sound is being made. */
export interface Prepared {
  readonly document: Document
  readonly clipsOf: ClipsOf
}

/** Starts to make a document's first sound. */
export function prepare(document: Document, sources: ClipSources): Prepared {
  const clipsOf = createClips(document, sources)
  const first = document.verbs
    .flatMap((verb): readonly Verb[] => (verb.type === 'gather' ? verb.prompt : [verb]))
    .find((verb) => verb.type === 'say' || verb.type === 'play')
  if (first) clipsOf(first)[0]?.prefetch()
  return { document, clipsOf }
}

export interface ConversationOptions {
  readonly context: Omit<CallContext, 'clipsOf'>
  /** Posts a turn and prepares its answer; a failed one comes back as the number's default document. */
  readonly ask: (path: string, form: Readonly<Record<string, string>>) => Promise<Prepared>
  /** What is said when the flow redirects without end. */
  readonly giveUp: () => Prepared
}

/** Documents in a row that neither sound nor wait: more is a loop. */
const mostSilentDocuments = 40

/** Runs documents until one ends the call; resolves with the reason, or 'over' when the signal ended it. */
export async function converse(first: Prepared, options: ConversationOptions): Promise<string> {
  const { signal } = options.context
  let prepared = first
  let silent = 0
  for (;;) {
    const next = await runDocument(prepared, options.context)
    if (signal.aborted) return 'over'
    if (next.type === 'hangup') return next.reason
    // A document that ends without saying what comes next ends the call.
    if (next.type === 'next') return 'completed'
    silent = prepared.document.verbs.some(takesTime) ? 0 : silent + 1
    if (silent > mostSilentDocuments) {
      await runDocument(options.giveUp(), options.context)
      return 'endless redirects'
    }
    prepared = await options.ask(next.path, next.form)
    if (signal.aborted) return 'over'
  }
}

/** Runs a document's verbs in order until one leaves it. */
export async function runDocument(
  { document, clipsOf }: Prepared,
  context: Omit<CallContext, 'clipsOf'>,
): Promise<Next> {
  const call: CallContext = { ...context, clipsOf }
  for (const verb of document.verbs) {
    const next = await runVerb(verb, call)
    if (context.signal.aborted) return { type: 'hangup', reason: 'over' }
    if (next.type !== 'next') return next
  }
  return { type: 'next' }
}

const timely: ReadonlySet<Verb['type']> = new Set([
  'say',
  'play',
  'playDigits',
  'pause',
  'gather',
  'record',
])
/** A Dial or a Stream may fail at once. */
const takesTime = (verb: Verb): boolean => timely.has(verb.type)
