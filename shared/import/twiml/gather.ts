import { silence } from '../Drawing.ts'
import { convertPlay, maxSpoken } from './speak.ts'
import { spokenOf } from './spokenOf.ts'
import { readAction } from './unknownVerb.ts'
import type { DrawnVerb, Verb } from './Verb.ts'

/** The prompt inside a Gather: words and silences; a recording goes before it. */
function promptOf(verb: Verb): string {
  const parts: string[] = []
  for (const inner of verb.children()) {
    switch (inner.element.name) {
      case 'Say':
        inner.checkVoice()
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
  const own = verb.text()
  if (own !== '') parts.unshift(own)
  return verb.fit(parts.join(' ').trim(), maxSpoken, 'the prompt') || silence
}

export function convertGather(verb: Verb): DrawnVerb {
  const input = verb.attribute('input') || 'dtmf'
  const [keys, speech] = [/dtmf/i.test(input), /speech/i.test(input)]
  const digits = verb.attribute('numDigits')
  const timeout = verb.number('timeout', 5, 1, 60)
  checkKeys(verb, keys, digits)
  const target = readAction(verb, 'the answer')
  if (verb.attribute('hints') !== '') verb.how.push('the hints for the recogniser are left out')
  if (keys && speech)
    verb.how.push('digits that are spoken count as keys; other words leave by “Invalid”')
  checkLanguage(verb)
  const bargeIn = verb.attribute('bargeIn')
  const grammar = /^builtin:(digits|number|date|time|amount|yesno|phone)$/.exec(
    verb.attribute('grammar'),
  )?.[1]
  const numDigits = Number(digits)
  const node = verb.document.add('ask', 'Gather', {
    prompt: promptOf(verb),
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
  })
  if (target !== null) leadTo(verb, node, keys && speech, target)
  return {
    node,
    exits: [{ node, port: 'noInput' }, ...(keys && speech ? [] : [{ node, port: 'invalid' }])],
  }
}

/** Words that are no keys were sent to the same address. */
function leadTo(verb: Verb, node: string, takesBoth: boolean, target: number): void {
  const ports = takesBoth ? ['answered', 'invalid'] : ['answered']
  verb.document.place.wiring.lead(
    ports.map((port) => ({ node, port })),
    target,
  )
}

function checkKeys(verb: Verb, keys: boolean, digits: string): void {
  const finish = verb.element.attributes['finishOnKey'] ?? '#'
  verb.attribute('finishOnKey')
  if (keys && finish !== '#' && digits === '') {
    verb.how.push(`# ends the keys instead of ${finish === '' ? 'silence alone' : finish}`)
  }
}

function checkLanguage(verb: Verb): void {
  const language = verb.attribute('language')
  if (language !== '' && language !== verb.document.place.language) {
    verb.how.push(
      `it listens in the flow’s language, ${verb.document.place.language}, instead of ${language}`,
    )
  }
}
