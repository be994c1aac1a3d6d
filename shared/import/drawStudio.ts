import { importFlow } from './importFlow.ts'

/** Transitions as `event>next`; a split's as `type value>next`, tested on its input. */
export type StudioDraft = readonly [
  name: string,
  type: string,
  transitions: readonly string[],
  properties?: Readonly<Record<string, unknown>>,
]

/** A Studio definition of a few widgets for a test; the first one is where calls enter. */
export const drawStudio = (...drafts: readonly StudioDraft[]) => ({
  description: 'A test',
  initial_state: 'Trigger',
  flags: { allow_concurrent_calls: true },
  states: [
    {
      name: 'Trigger',
      type: 'trigger',
      transitions: [{ event: 'incomingMessage' }, { event: 'incomingCall', next: drafts[0]?.[0] }],
      properties: { offset: { x: 0, y: 0 } },
    },
    ...drafts.map(([name, type, transitions, properties = {}], index) => ({
      name,
      type,
      transitions: transitions.map((text) => transitionOf(text, properties['input'])),
      properties: { ...properties, offset: { x: index * 300, y: 200 } },
    })),
  ],
})

function transitionOf(text: string, input: unknown) {
  const [, event = '', next = ''] = /^(.*?)>(\w*)$/.exec(text) ?? []
  const to = next === '' ? {} : { next }
  const [type = '', ...value] = event.split(' ')
  return type.includes('_') || type === 'contains' || type === 'regex'
    ? {
        event: 'match',
        ...to,
        conditions: [{ friendly_name: event, arguments: [input], type, value: value.join(' ') }],
      }
    : { event, ...to }
}

/** Imports a definition; throws where it is refused. */
export function importDrawn(definition: unknown) {
  const imported = importFlow({ name: 'test.json', text: JSON.stringify(definition) })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return imported
}
