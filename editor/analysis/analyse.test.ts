import { describe, expect, it } from 'vitest'
import { drawFlow } from '#shared/nodes/drawFlow.ts'
import { analyse } from './analyse.ts'

const inner = {
  ...drawFlow(
    [
      ['hi', 'say', { text: 'From inside.' }],
      ['bye', 'end', { text: 'Goodbye.' }],
    ],
    ['start.next>hi', 'hi.next>bye'],
  ),
  id: 'inner',
}
const outcomes = [{ id: 'ok', outcome: 'completed' }]
const outer = drawFlow(
  [
    ['sub', 'subflow', { flow: 'inner', inputs: [], outputs: [], outcomes }],
    ['bye', 'end', { text: 'Goodbye.' }],
  ],
  ['start.next>sub', 'sub.ok>bye', 'sub.failed>bye'],
)
const codes = (analysis: ReturnType<typeof analyse>) =>
  analysis.analysis.diagnostics.map((one) => one.code)

describe('analyse', () => {
  it('names the flows that a flow runs, and says nothing about them while they are unknown', () => {
    const analysis = analyse(outer, { flows: new Map(), environment: null })
    expect(analysis.runs).toEqual(['inner'])
    expect(codes(analysis)).toEqual([])
  })

  it('finds a flow that is not there', () => {
    const analysis = analyse(outer, { flows: new Map([['inner', null]]), environment: null })
    expect(codes(analysis)).toContain('subflow.unknown')
  })

  it('prints what the inner flow says as words of the step that runs it', () => {
    const { analysis } = analyse(outer, { flows: new Map([['inner', inner]]), environment: null })
    const line = analysis.pages
      .flatMap((page) => page.lines)
      .find(({ text }) => text.includes('From inside'))
    expect(line).toMatchObject({ node: 'sub' })
  })

  it('knows what this installation cannot speak', () => {
    const german = { ...outer, settings: { ...outer.settings, language: 'de-DE' } }
    const environment = {
      synthesizer: { name: 'flite', voices: [], languages: ['en'], remedy: null },
      recognizer: {
        name: 'none',
        available: true,
        remedy: null,
        languages: ['en'],
        letters: 'a-z' as const,
      },
      model: { name: 'none', offline: true, remedy: null },
    }
    expect(codes(analyse(german, { flows: new Map(), environment }))).toEqual([
      'environment.noLanguage',
    ])
  })
})
