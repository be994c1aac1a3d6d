import { isLanguage } from '../../fml/shapes.ts'
import { silence } from '../Drawing.ts'
import { convertPlay, maxSpoken } from './speak.ts'
import { spokenOf } from './spokenOf.ts'
import { readAction } from './unknownVerb.ts'
import type { DrawnVerb, Verb, Voicing } from './Verb.ts'

interface Prompt {
  readonly text: string
  /** The voice and the language of its first words. */
  readonly voicing: Voicing
}

/** The prompt inside a Gather: words and silences; a recording goes before it. */
function promptOf(verb: Verb): Prompt {
  const parts: string[] = []
  let voicing: Voicing | null = null
  for (const inner of verb.children()) {
    switch (inner.kind) {
      case 'Say':
        voicing = sameVoicing(inner, voicing)
        if (!['', '1'].includes(inner.attribute('loop'))) inner.how.push('it is said once')
        parts.push(spokenOf(inner))
        inner.tell('', undefined)
        break
      case 'Pause':
        parts.push(`<break time="${inner.number('length', 1, 0.1, 10)}s"/>`)
        inner.tell('', undefined)
        break
      case 'Play': {
        inner.how.push('the recording plays to its end before the caller can answer')
        const drawn = convertPlay(inner)
        inner.tell(drawn.node, undefined)
        break
      }
      default:
        inner.tell('', `${inner.element.name} has no place in a question here`)
    }
  }
  verb.document.tellText(verb.element, verb.path)
  const text = verb.fit(parts.join(' ').trim(), maxSpoken, 'the prompt') || silence
  return { text, voicing: voicing ?? {} }
}

/** One question is spoken in one voice: that of its first words. */
function sameVoicing(say: Verb, first: Voicing | null): Voicing {
  const own = say.voicing()
  if (first !== null && (own.voice !== first.voice || own.language !== first.language)) {
    say.how.push('it is spoken in the voice and the language that the question begins with')
  }
  return first ?? own
}

/** Where a question says nothing in another language, it listens in its own. */
function listeningOf(verb: Verb, voicing: Voicing, listens: boolean): Voicing {
  const heard = verb.attribute('language')
  const spoken = voicing.language ?? verb.document.place.language
  if (!listens || heard === '' || heard === spoken) return voicing
  const saysSo = verb.children().some((inner) => inner.peek('language') !== '')
  if (!saysSo && isLanguage(heard)) return { ...voicing, language: heard }
  verb.how.push(
    `it listens in the language that it speaks, ${spoken}, instead of ${heard.slice(0, 60)}`,
  )
  return voicing
}

function hintsOf(verb: Verb): readonly string[] {
  const all = verb
    .attribute('hints')
    .split(',')
    .map((hint) => hint.trim())
    .filter(Boolean)
  const known = all.filter((hint) => hint.length <= 200 && !/[{}]/.test(hint)).slice(0, 100)
  if (known.length < all.length) verb.how.push('hints that are templates or too many are left out')
  return known
}

export function convertGather(verb: Verb): DrawnVerb {
  const input = verb.attribute('input') || 'dtmf'
  const [keys, speech] = [/dtmf/i.test(input), /speech/i.test(input)]
  const digits = verb.attribute('numDigits')
  const timeout = verb.number('timeout', 5, 1, 60)
  checkKeys(verb, keys, digits)
  const target = readAction(verb, 'the answer')
  const hints = hintsOf(verb)
  if (keys && speech)
    verb.how.push('digits that are spoken count as keys; other words leave by “Invalid”')
  const bargeIn = verb.attribute('bargeIn')
  const grammar = /^builtin:(digits|number|date|time|amount|yesno|phone)$/.exec(
    verb.attribute('grammar'),
  )?.[1]
  const numDigits = Number(digits)
  const prompt = promptOf(verb)
  const node = verb.document.add('ask', 'Gather', {
    prompt: prompt.text,
    value: grammar ?? (keys ? 'digits' : 'text'),
    by: keys ? (speech ? 'both' : 'keys') : 'speech',
    minLength: null,
    maxLength:
      keys && Number.isInteger(numDigits) && numDigits >= 1 && numDigits <= 100 ? numDigits : null,
    min: '',
    max: '',
    confirm: false,
    confirmText: '',
    retryPrompts: [],
    retries: 0,
    timeout,
    interruptible: !/^(none|false)$/i.test(bargeIn),
    ...(speech && hints.length > 0 ? { hints: [...hints] } : {}),
    ...listeningOf(verb, prompt.voicing, speech),
  })
  return leave(verb, node, { target, takesBoth: keys && speech })
}

/** Ways out of a question: words that are no keys were sent to the same address, and silence where the source says so. */
function leave(
  verb: Verb,
  node: string,
  { target, takesBoth }: { readonly target: number | null; readonly takesBoth: boolean },
): DrawnVerb {
  const hearsSilence = /^true$/i.test(verb.attribute('actionOnEmptyResult'))
  const isSent = (port: string): boolean =>
    port === 'answered' || hearsSilence || (port === 'invalid' && takesBoth)
  const [sent, on] = [true, false].map((sends) =>
    ['answered', 'invalid', 'noInput'].filter((port) => isSent(port) === sends),
  )
  const exits = (ports: readonly string[] = []) => ports.map((port) => ({ node, port }))
  if (target !== null) verb.document.place.wiring.lead(exits(sent), target)
  else if (hearsSilence) verb.how.push('silence was sent there, too')
  return hearsSilence ? { node, exits: [], ends: true } : { node, exits: exits(on) }
}

function checkKeys(verb: Verb, keys: boolean, digits: string): void {
  const finish = verb.given('finishOnKey') ?? '#'
  if (keys && finish !== '#' && digits === '') {
    verb.how.push(`# ends the keys instead of ${finish === '' ? 'silence alone' : finish}`)
  }
}
