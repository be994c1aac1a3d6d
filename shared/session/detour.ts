import type { GatherOp, Listener, ModelExit, ModelOp, OpId } from '../compile/program.ts'
import { mentions } from '../text/words.ts'
import type { EffectResult, Input, ModelAnswer } from './event.ts'
import type { Run } from './run.ts'
import { waitForEffect } from './waitForEffect.ts'

/** Milliseconds the model may take to say whether a caller wants to go elsewhere. */
const judgementTime = 4_000

/** What is open from anywhere and was asked for by key or by phrase: the longest phrase wins. */
export function listenerFor(run: Run, op: GatherOp | ModelOp, input: Input): Listener | null {
  const open = run.listeners(op.node)
  if (open.length === 0) return null
  const digits = input.digits ?? ''
  const byKey = digits === '' ? undefined : open.find((one) => one.key === digits)
  if (byKey) return byKey
  const said = input.speech ?? ''
  const fitting = open.flatMap((listener) =>
    listener.phrases
      .filter((phrase) => mentions(said, phrase))
      .map((phrase) => ({ listener, length: phrase.length })),
  )
  return fitting.toSorted((a, b) => b.length - a.length)[0]?.listener ?? null
}

const judged = (listeners: readonly Listener[]): readonly Listener[] =>
  listeners.filter((listener) => listener.condition !== '')

/** The model's exits for what it judges: a name each, by place in the list. */
export const detourExits = (listeners: readonly Listener[]): readonly ModelExit[] =>
  judged(listeners).map((listener, index) => ({
    name: `anywhere_${index + 1}`,
    description: listener.condition,
    phrases: listener.phrases,
  }))

export const listenerNamed = (
  listeners: readonly Listener[],
  answer: ModelAnswer,
): Listener | undefined => {
  const index = /^anywhere_(\d+)$/.exec(answer.exit?.name ?? '')?.[1]
  return index === undefined ? undefined : judged(listeners)[Number(index) - 1]
}

/** Asks the model about what was said, where something is open on a condition; false when there is nothing to ask. */
export function askForDetour(run: Run, op: GatherOp, id: OpId, input: Input): boolean {
  const said = input.speech?.trim() ?? ''
  const exits = detourExits(run.listeners(op.node))
  if (said === '' || exits.length === 0) return false
  const effect = run.ask(
    {
      type: 'model',
      node: op.node,
      request: {
        prompt: 'Judge whether one of these is the case. Most often none is.',
        knowledge: '',
        language: run.program.language,
        exits,
        collect: [],
        collected: {},
        history: [
          ...op.prompt.map((part) => ({
            role: 'agent' as const,
            text: run.render(part.say, op.node),
          })),
          { role: 'caller', text: said },
        ],
        timeout: judgementTime,
        judges: true,
      },
    },
    'whether the caller wants to go elsewhere',
  )
  waitForEffect(run, id, effect, true)
  return true
}

/** What the model judged; null goes on as if nothing had been asked. */
export function finishDetour(run: Run, op: GatherOp, result: EffectResult): Listener | null {
  const listener =
    result.type === 'model' ? listenerNamed(run.listeners(op.node), result.answer) : undefined
  run.note({
    type: 'effect.finished',
    node: op.node,
    ok: result.type === 'model',
    summary:
      result.type === 'failed' ? result.why : listener ? listener.condition : 'stays where it is',
  })
  return listener ?? null
}
