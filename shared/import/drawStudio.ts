import { importFlow } from './importFlow.ts'
import type { ImportLine, ImportReport } from './report.ts'

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

/** A widget that says its name. */
export const sayWidget = (name: string, next = ''): StudioDraft => [
  name,
  'say-play',
  [`audioComplete>${next}`],
  { say: `This is ${name}.` },
]

/** Every line of a report and the list that it is in. */
export const linesOf = (
  report: ImportReport,
): readonly (ImportLine & { readonly list: keyof ImportReport })[] =>
  (['converted', 'approximated', 'notConverted'] as const).flatMap((list) =>
    report[list].map((line) => ({ ...line, list })),
  )

/** Lists that a widget is in. */
export const listsOf = (name: string, ...drafts: readonly StudioDraft[]): readonly string[] =>
  linesOf(importDrawn(drawStudio(...drafts)).report)
    .filter((line) => line.widget === name)
    .map((line) => line.list)

/** The node of a name. */
export const nodeOf = (name: string, ...drafts: readonly StudioDraft[]) =>
  importDrawn(drawStudio(...drafts)).flow.nodes.find((node) => node.name === name)
