import { spokenOf } from './spokenOf.ts'
import { convertUnknownVerb } from './unknownVerb.ts'
import type { DrawnVerb, Verb } from './Verb.ts'

export const maxSpoken = 4_000

const next = (node: string) => [{ node, port: 'next' }]

export function convertSay(verb: Verb): DrawnVerb {
  const loop = verb.number('loop', 1, 0, 1_000)
  const stream = verb.attribute('stream')
  if (stream !== '') return convertUnknownVerb(verb)
  const text = spokenOf(verb)
  const times = loop === 0 ? 5 : Math.min(5, Math.round(loop))
  if (loop !== 1 && text !== '')
    verb.how.push(`the text is written ${times} times, for the loop of ${loop}`)
  const whole = Array.from({ length: times }, () => text).join(' ')
  const node = verb.document.add('say', nameOf(text, 'Say'), {
    text: verb.fit(whole, maxSpoken, 'the text'),
    ...verb.voicing(),
  })
  return { node, exits: next(node) }
}

export function convertPlay(verb: Verb): DrawnVerb {
  const digits = verb.attribute('digits')
  const loop = Math.round(verb.number('loop', 1, 0, 100)) || 100
  const url = verb.text()
  if (digits !== '' && url === '') {
    const node = verb.document.add('sendDigits', 'Send keys', {
      digits: verb.fit(digits, 200, 'the keys'),
    })
    return { node, exits: next(node) }
  }
  const node = verb.document.add('play', 'Play', { url: verb.fit(url, 2_000, 'the address'), loop })
  return {
    node,
    exits: [
      { node, port: 'next' },
      { node, port: 'failed' },
    ],
  }
}

export function convertPause(verb: Verb): DrawnVerb {
  const node = verb.document.add('pause', 'Pause', { seconds: verb.number('length', 1, 0.1, 120) })
  return { node, exits: next(node) }
}

const nameOf = (text: string, usual: string): string =>
  text
    .replace(/<[^>]*>|\{\{.*?\}\}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 4)
    .join(' ')
    .slice(0, 40) || usual
