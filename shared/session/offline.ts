import type { ModelExit, ModelField } from '../compile/program.ts'
import type { ModelMessage, ModelRequest } from './effect.ts'
import type { Json, ModelAnswer } from './event.ts'
import { answerFrom } from './offline/answerFrom.ts'
import { askedIn, askFor } from './offline/askFor.ts'
import { fillFields } from './offline/fillFields.ts'
import { isNoise } from './offline/isNoise.ts'
import { readBack, sayField } from './offline/readBack.ts'
import { mentions, wordsOf } from './offline/words.ts'

/**
 * Takes a model's turn without a model, so that every flow runs with nothing configured: fills fields from what the
 * caller said, asks for the next one, answers from the knowledge, leaves by an exit. Pure: it knows no clock, so relative
 * dates stay words.
 */
export function respondOffline(asked: ModelRequest): ModelAnswer {
  // It calls no tools: which values a flow wants takes a model to know.
  const request = { ...asked, exits: asked.exits.filter(({ takes }) => takes === undefined) }
  const last = request.history.at(-1)
  if (!last || last.role === 'agent') return listen(openingOf(request), {})
  if (last.role === 'event') return tellResult(request, last.text)
  if (request.judges) return judge(request, last.text)
  const heard = hear(request, last.text)
  const said = request.history.findLast(({ role }) => role === 'agent')?.text
  if (said && isRepeatWanted(heard)) return listen(said, {})
  return leaveByPhrase(heard) ?? leaveWhenDone(heard) ?? goOn(heard)
}

/** What the steps behind an exit found out, in plain words, and on with the next question. */
function tellResult(request: ModelRequest, text: string): ModelAnswer {
  const values = [...text.matchAll(/"([a-z][a-z0-9_]*)":("[^"]{1,200}"|-?\d+(?:\.\d+)?)/g)]
    .filter(([, name]) => name !== 'outcome')
    .map(
      ([, name = '', value = '']) => `${name.replaceAll('_', ' ')}: ${value.replaceAll('"', '')}`,
    )
  const next = missingIn(request, request.collected)[0]
  const begin = values.length > 0 ? `${values.join(', ')}.` : 'Thank you.'
  return listen(join(begin, next ? askFor(next, false) : 'Is there anything else?'), {})
}

/** The exit that was named, or none: a judgement says nothing and never guesses. */
function judge({ exits }: ModelRequest, text: string): ModelAnswer {
  const byName = exits.map((exit) => ({
    ...exit,
    phrases: [...exit.phrases, exit.name.replaceAll('_', ' ')],
  }))
  const named = exitNamed(wordsOf(text), byName)
  return named
    ? leave(named.exit, `The caller said “${named.phrase}”.`, '', {})
    : { say: '', collected: {}, exit: null }
}

/** What one thing the caller said means for the request. */
interface Heard {
  readonly request: ModelRequest
  readonly text: string
  readonly words: readonly string[]
  readonly isQuestion: boolean
  /** From knowledge and prompt, when it was a question with an answer. */
  readonly answer: string | null
  /** Values in it. */
  readonly found: Readonly<Record<string, Json>>
  readonly collected: Readonly<Record<string, Json>>
  /** Required and still not known. */
  readonly next: ModelField | undefined
}

function hear(request: ModelRequest, text: string): Heard {
  const { history, collect: fields, knowledge, prompt } = request
  const missing = missingIn(request, request.collected)
  const asked = askedBefore(history, fields, missing[0])
  const isQuestion = looksLikeQuestion(text)
  // "How much is it?" is no name; but a question may be just what a field is there to keep.
  const isForText = asked?.type === 'text'
  const isElse = (isQuestion || isRequest(text)) && isForText && !wantsWords(asked)
  const isNoAnswer =
    isElse || isNoise(text) || (isForText && exitNamed(wordsOf(text), request.exits) !== null)
  // "What's the weather like today?" names a day, but not the one that is meant.
  const isOutright = asksOutright(text)
  const found = fillFields(text, {
    fields: isOutright ? [] : fields,
    collected: request.collected,
    asked: isNoAnswer || (isOutright && !isForText) ? null : asked,
  })
  const collected = { ...request.collected, ...found }
  // "Can I come tomorrow?" brings a value and wants no lecture.
  // Where nothing is collected everything is about what is known: "and on Saturday".
  const isOnlyAsked = !fields.some((field) => field.required) && !isNoise(text)
  const wantsAnswer =
    isOnlyAsked || (isQuestion && (Object.keys(found).length === 0 || !isPolite(text)))
  return {
    request,
    text,
    words: wordsOf(text),
    isQuestion,
    answer: wantsAnswer ? answerFrom(text, knowledge, prompt) : null,
    found,
    collected,
    next: missingIn(request, collected)[0],
  }
}

/**
 * What the caller was asked. A prompt that was cut short (`…`, or gone when nothing of it was heard) and an author's own
 * question are taken to be about the next value, because that is what this responder asks for.
 */
function askedBefore(
  history: readonly ModelMessage[],
  fields: readonly ModelField[],
  next: ModelField | undefined,
): ModelField | null {
  const last = history.at(-2)
  const before = last?.role === 'agent' ? last.text : ''
  const isAboutNext = before === '' || before.endsWith('…') || before.includes('?')
  return askedIn(before, fields) ?? (isAboutNext ? (next ?? null) : null)
}

function leaveByPhrase({ words, request, found }: Heard): ModelAnswer | null {
  const named = exitNamed(words, request.exits)
  return named && leave(named.exit, `The caller said “${named.phrase}”.`, '', found)
}

/** Everything required is there, or the caller says goodbye where nothing is. */
function leaveWhenDone({
  request,
  words,
  next,
  found,
  collected,
  answer,
}: Heard): ModelAnswer | null {
  const exit = successExit(request.exits)
  if (next || !exit) return null
  if (isFarewell(words)) return leave(exit, 'The caller needs nothing more.', '', found)
  if (answer || !request.collect.some((field) => field.required)) return null
  const say = readBack(request.collect, collected)
  return leave(exit, 'Everything required is collected.', say, found)
}

function goOn({ request, text, words, isQuestion, answer, found, next }: Heard): ModelAnswer {
  const hasNews = Object.keys(found).length > 0
  const question = next ? askFor(next, !hasNews) : null
  const begin = answer ?? changedIn(request, found) ?? (hasNews ? 'Thank you.' : null)
  if (begin) return listen(join(begin, question ?? 'Is there anything else?'), found)
  // Who opens with "I want to book a visit" was understood well enough.
  const isOpening = request.history.filter(({ role }) => role === 'caller').length === 1
  if (isUpset(words))
    return listen(join('I am sorry about that.', question ?? 'How can I help you?'), found)
  if (question && isOpening && !isQuestion && words.length > 1 && !isNoise(text)) {
    return listen(join('Of course.', question), found)
  }
  const sorry = isQuestion ? 'Sorry, I do not know that.' : 'Sorry, I did not get that.'
  if (question) return listen(join(sorry, question), found)
  const hasNothing = request.knowledge.trim() === '' && text.trim() !== ''
  const again = hasNothing ? 'Could you say it in other words?' : 'What would you like to know?'
  return listen(join(sorry, again), found)
}

/** Who takes a value back hears the new one. */
function changedIn(
  { collect, collected }: ModelRequest,
  found: Readonly<Record<string, Json>>,
): string | null {
  const changed = collect.filter(
    ({ name }) => name in found && name in collected && found[name] !== collected[name],
  )
  const values = changed.map((field) => sayField(found[field.name] ?? null, field.type))
  return values.length > 0 ? `All right, ${values.join(', ')}.` : null
}

const listen = (say: string, collected: Readonly<Record<string, Json>>): ModelAnswer => ({
  say,
  collected,
  exit: null,
})

const leave = (
  exit: ModelExit,
  reason: string,
  say: string,
  collected: Readonly<Record<string, Json>>,
): ModelAnswer => ({ say, collected, exit: { name: exit.name, reason } })

const join = (...parts: readonly string[]) => parts.filter(Boolean).join(' ')

function openingOf(request: ModelRequest): string {
  const next = missingIn(request, request.collected)[0]
  return next ? askFor(next, true) : 'How can I help you?'
}

function missingIn({ collect }: ModelRequest, collected: Readonly<Record<string, Json>>) {
  return collect.filter((field) => field.required && !(field.name in collected))
}

/** Recognised speech has no question mark. */
const looksLikeQuestion = (text: string): boolean =>
  /\?\s*$/.test(text) ||
  /^(?:(?:um|uh|and|but|so|well|ok|okay|hi|hello|sorry|excuse me|please|wait)[\s,]+)*(?:how|what|what's|which|when|where|who|why|is|are|do|does|can|could|will|would|have|has|tell me|i'd like to know|i would like to know)\b/i.test(
    text.trim(),
  )

/** A question that wants to know something, and brings nothing: "what about tomorrow" does. */
const asksOutright = (text: string): boolean =>
  /^(?:(?:um|uh|and|but|so|well|ok|okay|hi|hello|wait)[\s,]+)*(?:(?:what|who|where|how|when|why)(?:'s| is| are| was| do| does| long| much| many| far| late| can)\b)/i.test(
    text.trim(),
  ) && !/\b(?:about|if)\b/i.test(text.trim().split(/\s+/).slice(0, 4).join(' '))

/** "I want to book a visit" says what the call is about, and is nobody's name. */
const isRequest = (text: string): boolean =>
  /\b(?:i want|i'd like|i would like|i need|i'm calling|i am calling|i was hoping|book|reserve)\b/i.test(
    text,
  )

const upset = [
  'ridiculous',
  'stupid',
  'annoying',
  'unacceptable',
  'outrageous',
  'angry',
  'terrible',
  'idiot',
  'idiots',
]
const isUpset = (words: readonly string[]): boolean => words.some((word) => upset.includes(word))

const isRepeatWanted = ({ words, found }: Heard): boolean =>
  Object.keys(found).length === 0 &&
  (['what', 'pardon', 'sorry', 'sorry what', 'excuse me', 'huh'].includes(words.join(' ')) ||
    [
      'repeat that',
      'say that again',
      'say it again',
      'repeat it',
      'come again',
      'what did you say',
    ].some((phrase) => mentions(words, phrase)))

const isPolite = (text: string): boolean =>
  /^(?:(?:um|uh|hi|hello|yes|ok|okay|please|so)[\s,]+)*(?:can|could|may|would|will)\b/i.test(
    text.trim(),
  )

const wantsWords = ({ name, description }: { name: string; description: string }): boolean =>
  /\b(question|request|problem|reason|message|issue|help|topic|what)\b/i.test(
    `${name.replaceAll('_', ' ')} ${description}`,
  )

const isFarewell = (words: readonly string[]): boolean =>
  [
    'bye',
    'goodbye',
    'no thanks',
    'no thank you',
    "that's all",
    'that is all',
    "that's it",
    'nothing else',
  ].some((phrase) => mentions(words, phrase)) || words.join(' ') === 'no'

const success =
  /(^|_)(done|booked|book|collected|complete|completed|finished|ok|success|answered|confirmed|ready|scheduled|ordered|reserved|taken)(_|$)/

function successExit(exits: readonly ModelExit[]): ModelExit | undefined {
  return exits.find(({ name }) => success.test(name)) ?? exits[0]
}

/** The exit whose longest phrase the caller said; an exit without phrases answers to its name. */
function exitNamed(
  words: readonly string[],
  exits: readonly ModelExit[],
): { readonly exit: ModelExit; readonly phrase: string } | null {
  const named = exits.flatMap((exit) =>
    phrasesOf(exit)
      .filter((phrase) => mentions(words, phrase))
      .map((phrase) => ({ exit, phrase })),
  )
  return named.toSorted((one, other) => other.phrase.length - one.phrase.length)[0] ?? null
}

function phrasesOf({ name, phrases }: ModelExit): readonly string[] {
  if (phrases.length > 0) return phrases
  return success.test(name) ? [] : [name.replaceAll('_', ' ')]
}
