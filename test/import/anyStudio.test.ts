import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFlow } from '#shared/compile/checkFlow.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { importFlow } from '#shared/import/importFlow.ts'
import type { ImportReport } from '#shared/import/report.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import { anyStudio } from '../support/anyStudio.ts'
import { walkPorts } from '../support/walkPorts.ts'

const read = (definition: unknown) => {
  const imported = importFlow({ name: 'any.json', text: JSON.stringify(definition) })
  if (!imported.ok) throw new Error(JSON.stringify(imported.error))
  return imported
}

const linesOf = (report: ImportReport) => [
  ...report.converted,
  ...report.approximated,
  ...report.notConverted,
]

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Paths of the texts of a definition that hold a template, read without any code of the import. */
function templatesOf(states: readonly unknown[]): readonly string[] {
  return states.flatMap((state, index) => {
    const path = `states.${index}`
    if (!isObject(state)) return []
    const settings = state['properties']
    return [
      ...(isObject(settings) ? templatesIn(settings, `${path}.properties`) : []),
      ...listOf(state['transitions']).flatMap((one, at) =>
        conditionsOf(one).flatMap((condition, number) =>
          templatesOfCondition(condition, `${path}.transitions.${at}.conditions.${number}`),
        ),
      ),
    ]
  })
}

const conditionsOf = (transition: unknown): readonly unknown[] =>
  isObject(transition) ? listOf(transition['conditions']) : []

function templatesOfCondition(condition: unknown, path: string): readonly string[] {
  if (!isObject(condition)) return []
  const given = condition['arguments']
  return [
    ...templatesIn(Array.isArray(given) ? given[0] : given, `${path}.arguments.0`),
    ...templatesIn(condition['value'], `${path}.value`),
  ]
}

function templatesIn(value: unknown, path: string): readonly string[] {
  if (typeof value === 'string') return /\{\{|\{%/.test(value) ? [path] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => templatesIn(inner, `${path}.${key}`))
}

const isPartOf = (path: string, whole: string): boolean =>
  path === whole || path.startsWith(`${whole}.`)

describe('any Studio flow', () => {
  it('becomes a flow that can be checked, linked and walked', () => {
    fc.assert(
      fc.property(anyStudio, (definition) => {
        const { flow } = read(definition)
        expect(parseFlow(JSON.parse(JSON.stringify(flow)))).toEqual({ ok: true, value: flow })
        checkFlow(flow)
        linkFlow(flow)
      }),
      { seed: 7, numRuns: 400 },
    )
    fc.assert(
      fc.property(anyStudio, (definition) => {
        expect(walkPorts(read(definition).flow).failures).toEqual([])
      }),
      { seed: 8, numRuns: 12 },
    )
  })

  it('is told whole: every widget, transition and template once, with a reason where it differs', () => {
    fc.assert(
      fc.property(anyStudio, ({ states, ...rest }) => {
        const { report } = read({ ...rest, states })
        const lines = linesOf(report)
        const widgets = lines.flatMap((line) => (line.widget === undefined ? [] : [line.path]))
        expect(widgets.toSorted()).toEqual(states.map((_, index) => `states.${index}`).sort())
        const transitions = states.flatMap((state, index) =>
          listOf(isObject(state) ? state['transitions'] : null).map(
            (_, at) => `states.${index}.transitions.${at}`,
          ),
        )
        expect(
          lines.flatMap((line) => (line.kind === 'transition' ? [line.path] : [])).toSorted(),
        ).toEqual(transitions.toSorted())
        const told = lines.flatMap((line) => (line.kind === 'template' ? [line.path] : []))
        expect(told.length).toBe(new Set(told).size)
        for (const path of templatesOf(states)) {
          expect(
            told.filter((one) => isPartOf(one, path) || isPartOf(path, one)).length,
            path,
          ).toBeGreaterThan(0)
        }
        expect(report.approximated.filter((line) => !line.how)).toEqual([])
        expect(report.notConverted.filter((line) => !line.why)).toEqual([])
      }),
      { seed: 9, numRuns: 400 },
    )
  })
})
