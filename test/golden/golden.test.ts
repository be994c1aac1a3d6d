import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compile } from '#shared/compile/compile.ts'
import { parseFml } from '#shared/fml/parseFml.ts'
import { printFml } from '#shared/fml/printFml.ts'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import type { Effect } from '#shared/session/effect.ts'
import { dialStatuses, type EffectResult } from '#shared/session/event.ts'
import { respondOffline } from '#shared/session/offline.ts'
import { simulate } from '#shared/session/simulate.ts'
import { transcript } from './transcript.ts'

const root = join(import.meta.dirname, '../..')
const flows = globSync('flows/*.flow.json', { cwd: root }).sort()

const scenarioSchema = z.strictObject({
  /** When the call comes in. */
  at: z.iso.datetime({ offset: true }).default('2026-11-23T15:00:00Z'),
  moves: z.array(
    z.union([
      z.strictObject({ digits: z.string() }),
      z.strictObject({ speech: z.string() }),
      z.strictObject({ silence: z.literal(true) }),
      z.strictObject({ hangup: z.literal(true) }),
      z.strictObject({ recording: z.string(), seconds: z.number().optional() }),
      z.strictObject({
        dial: z.enum(dialStatuses),
        by: z.string().optional(),
        seconds: z.number().optional(),
      }),
    ]),
  ),
  /** Answers to the webhooks in order: a response, or how it went wrong. */
  webhooks: z
    .array(
      z.union([
        z.strictObject({ status: z.number(), body: z.json() }),
        z.enum(['failed', 'timeout']),
      ]),
    )
    .default([]),
  outcome: z.string(),
})

describe.for(flows)('%s', (file) => {
  const slug = basename(file, '.flow.json')
  const flow = parseFlow(JSON.parse(readFileSync(join(root, file), 'utf8')))
  const scenarios = globSync(`test/golden/calls/${slug}/*.json`, { cwd: root }).sort()

  it('compiles without a warning', () => {
    expect(flow.ok && compile(flow.value)).toMatchObject({ ok: true, value: { warnings: [] } })
  })

  it('has a scenario', () => expect(scenarios).not.toEqual([]))

  it.for(scenarios)('%s', async (scenario) => {
    const compiled = flow.ok ? compile(flow.value) : flow
    if (!compiled.ok) throw new Error(`${file} does not compile`)
    const { at, moves, webhooks, outcome } = scenarioSchema.parse(
      JSON.parse(readFileSync(join(root, scenario), 'utf8')),
    )
    const answers = [...webhooks]
    const turns = simulate(compiled.value.program, moves, {
      at: Date.parse(at),
      answer: (effect) => answer(effect, answers),
    })
    expect(turns.at(-1)?.session.outcome).toBe(outcome)
    for (const document of turns.flatMap((turn) => turn.documents)) {
      expect(parseFml(printFml(document))).toMatchObject({ ok: true })
    }
    await expect(transcript(compiled.value.program, turns)).toMatchFileSnapshot(
      join(root, dirname(scenario), `${basename(scenario, '.json')}.txt`),
    )
  })
})

it('every scenario belongs to a flow', () => {
  const folders = globSync('test/golden/calls/*', { cwd: root }).map((path) => basename(path))
  expect(folders.filter((slug) => !existsSync(join(root, `flows/${slug}.flow.json`)))).toEqual([])
})

function answer(
  effect: Effect,
  webhooks: z.infer<typeof scenarioSchema>['webhooks'],
): EffectResult {
  if (effect.type === 'model') {
    return { type: 'model', answer: respondOffline(effect.request), provider: 'offline' }
  }
  const next = webhooks.shift()
  if (next === undefined) throw new Error(`The scenario has no answer for ${effect.url}`)
  return typeof next === 'string'
    ? { type: 'failed', why: next, timedOut: next === 'timeout' }
    : { type: 'response', ...next }
}
