import type { Transition, Widget } from './readStudio.ts'

/** Where a call enters; where none does, what else starts the flow. */
export function callTransition(trigger: Widget | undefined): Transition | null {
  const wired = (trigger?.transitions ?? []).filter((one) => one.next !== null)
  const order = [
    ...['incomingcall', 'incomingrequest', 'incomingparent', 'restapi'],
    // Nothing else starts it: better that the flow can be walked than that it stands there unwired.
    ...['incomingmessage', 'incomingconversationmessage'],
  ]
  for (const event of order) {
    const found = wired.find((one) => one.event.toLowerCase() === event)
    if (found) return found
  }
  return null
}

/** Where a flow without a trigger begins: at the widget that nothing leads to. */
export function firstOf(widgets: readonly Widget[]): string | null {
  const reached = new Set(widgets.flatMap(({ transitions }) => transitions.map(({ next }) => next)))
  return (widgets.find(({ name }) => !reached.has(name)) ?? widgets[0])?.name ?? null
}

const messaging = /^(?:incomingmessage|incomingconversationmessage)$/i
const spoken = new Set(
  'say-play gather-input-on-call connect-call-to record-voicemail enqueue-call make-outgoing-call make-outgoing-call-v2 call-recording record-call capture-payments fork-stream connect-virtual-agent connect-virtual-agent-v2 connect-conversation-relay'.split(
    ' ',
  ),
)

/** Whether a flow is one of text messages, with nothing in it that a caller would hear. */
export const takesMessagesOnly = (
  trigger: Widget | undefined,
  widgets: readonly Widget[],
): boolean =>
  messaging.test(callTransition(trigger)?.event ?? '') &&
  !widgets.some(({ type }) => spoken.has(type))

/** Whether nobody calls in: something else starts the flow, which then calls somebody. */
export const isOutbound = (trigger: Widget | undefined): boolean =>
  /^(incomingrequest|restapi)$/i.test(callTransition(trigger)?.event ?? '')
