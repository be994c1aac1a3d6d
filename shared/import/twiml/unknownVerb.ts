import { childrenOf, type Element, textOf } from '../../fml/xml.ts'
import type { DrawnVerb, Verb } from './Verb.ts'

const next = (node: string) => [{ node, port: 'next' }]

/**
 * What happens next is decided by another document: its number in this file, or null where it is not in it. An empty
 * address is the document itself, which would answer otherwise the second time.
 */
export function readAction(verb: Verb, what: string): number | null {
  const action = verb.attribute('action')
  verb.attribute('method')
  const target = action === '' ? null : verb.document.find(action)
  if (target !== null) return target
  verb.how.push(
    action === ''
      ? `${what} was sent to the address of this document: wire what follows`
      : `${what} was sent to ${action.slice(0, 300)}: wire what follows`,
  )
  return null
}

/** Redirect: goes on in the document that it names, if the file holds it. */
export function convertRedirect(verb: Verb): DrawnVerb {
  const { document } = verb
  const target = document.find(verb.text())
  if (target === null) return convertUnknownVerb(verb)
  verb.attribute('method')
  const from = document.open
  const exits = from.length > 0 ? from : next(document.add('set', 'Redirect', { assign: [] }))
  document.place.wiring.lead(exits, target)
  return { node: exits[0]?.node ?? '', exits: [], ends: true }
}

/** What a verb does that nothing here does. */
const reasons: Readonly<Record<string, string>> = {
  Redirect: 'another document decides how the call goes on: wire what follows',
  Enqueue: 'there are no queues here; a transfer can stand here',
  Leave: 'there are no queues here',
  Refer: 'a call is not handed over by REFER; a transfer can stand here',
  Connect: 'it hands the call’s audio to another service; an agent step can stand here',
  Start: 'nothing runs beside the call here',
  Stop: 'nothing runs beside the call here',
  Stream: 'the call’s audio is not handed to another service',
  Pay: 'card numbers are not taken here; a webhook to your payment service can stand here',
  Sms: 'text messages are not sent here; a webhook to a message service can stand here',
  Message: 'text messages are not sent here; a webhook to a message service can stand here',
}

/** Verbs behind which the document does not go on. */
const finals = new Set(['Redirect', 'Leave'])

/** Anything else: a step that only goes on, and a note that says what stood here. */
export function convertUnknownVerb(verb: Verb, reason?: string): DrawnVerb {
  const { name } = verb.element
  const why =
    reason ?? reasons[verb.kind] ?? `there is no step that does what ${name.slice(0, 100)} does`
  const node = verb.document.add('set', name, { assign: [] })
  for (const attribute of Object.keys(verb.element.attributes)) verb.attribute(attribute)
  verb.document.note(
    [`Not imported: ${name}.`, `Why: ${why}.`, ...linesOf(verb.element, '')].join('\n'),
  )
  return finals.has(verb.kind)
    ? { node, exits: [], why, ends: true }
    : { node, exits: next(node), why }
}

/** An element in words: its name, attributes, text, and what stands inside it. */
function linesOf(element: Element, indent: string): readonly string[] {
  const attributes = Object.entries(element.attributes).map(([key, value]) => `${key}: ${value}`)
  const text = textOf(element).replace(/\s+/g, ' ').trim()
  return [
    `${indent}${[element.name, ...attributes, text].filter(Boolean).join(', ')}`,
    ...childrenOf(element).flatMap((child) => linesOf(child, `${indent}  `)),
  ]
}
