import type { Op, OpId, ReadOp } from '../compile/program.ts'
import { variablesOf } from '../text/liquid.ts'
import { plainWords } from '../text/words.ts'
import type { Json } from './event.ts'
import type { Run } from './run.ts'

/** How people begin when they take back what they said before, by language. */
const openers: Readonly<Record<string, RegExp>> = {
  en: /^(?:(?:oh|um|uh|er|no)\s+)*(?:no wait|wait(?: no)?|sorry(?: no)?|actually|i mean|i meant|make (?:it|that)|correction)\s+(?:(?:make (?:it|that)|i mean|i meant|it's|it is|that's)\s+)*/,
  de: /^(?:(?:oh|äh|ähm|ach|nein)\s+)*(?:nein moment|moment nein|halt(?: nein)?|entschuldigung|verzeihung|sorry|ich meine|ich meinte|ach quatsch|doch lieber|korrektur)\s+(?:(?:ich meine|ich meinte|es ist|es sind|doch lieber|nein)\s+)*/,
}

/** More words are a sentence of their own, in which some number may stand. */
const mostWords = 5

/** What somebody corrects to; null: this begins like no correction. */
export function correctionIn(speech: string, language: string): string | null {
  const opener = openers[language.toLowerCase().split('-')[0] ?? '']
  const said = plainWords(speech)
  const begun = opener?.exec(`${said} `)?.[0]
  if (begun === undefined) return null
  const rest = said.slice(begun.length).trim()
  return rest === '' || rest.split(' ').length > mostWords ? null : rest
}

/** Whether the steps since an answer may be gone through once more: nothing was done, nobody else was spoken with. */
export function keepsAnswers(op: Op): boolean {
  switch (op.op) {
    case 'say':
    case 'play':
    case 'pause':
    case 'goto':
    case 'branch':
    case 'count':
    case 'gather':
    case 'read':
    case 'schedule':
      return true
    case 'set':
      return op.assign.every(
        ({ variable, value }) => !variablesOf(value, 'template').includes(`vars.${variable}`),
      )
    default:
      return false
  }
}

/** The question before, when what was said is no answer to this one and corrects that one; its op and the words. */
export function correctedBefore(
  run: Run,
  op: ReadOp,
  speech: string,
): { readonly id: OpId; readonly op: ReadOp; readonly said: string } | null {
  const { answered } = run.session
  const before = answered === undefined ? undefined : run.op(answered)
  if (answered === undefined || before?.op !== 'read' || before.value === 'text') return null
  // The question itself is asked again as always; its confirmation may be answered with another value.
  if (before.node === op.node && op.keeps) return null
  const said = correctionIn(speech, op.language)
  return said === null || isPrivate(run, before) ? null : { id: answered, op: before, said }
}

/** What becomes a sensitive value is heard at its own question only: what is said at others is written down. */
function isPrivate(run: Run, { node }: ReadOp): boolean {
  const sensitive = new Set(run.variables().flatMap((one) => (one.sensitive ? [one.name] : [])))
  if (sensitive.size === 0) return false
  const start = `nodes.${run.program.scopes[node] ?? ''}.`
  return Object.values(run.program.ops).some(
    (op) =>
      op.op === 'set' &&
      op.assign.some(
        ({ variable, value }) =>
          sensitive.has(variable) &&
          variablesOf(value, 'template').some((path) => path.startsWith(start)),
      ),
  )
}

/** Says the new value where digits are the same in every language, and nobody minds that it is heard. */
export function acknowledge(run: Run, op: ReadOp, value: Json): void {
  const isPlain = op.value === 'number' || op.value === 'amount'
  if (isPlain && typeof value === 'number') run.say(`${value}.`, { node: op.node })
}
