import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFlow } from '#shared/nodes/parseFlow.ts'
import type { Clock } from './calls/clock.ts'
import type { Log } from './log.ts'
import { HttpProblem } from './routes/problem.ts'
import { publishFlow } from './routes/publish.ts'
import type { Store } from './storage/store.ts'

export interface SeedDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Folder of `<slug>.flow.json` files. */
  readonly folder: string
}

const numbers = [0, 1, 2, 3, 4].map((last) => `+1202555010${last}`)
/** The examples that are there from the start, and which number answers with one; the others wait in the gallery. */
const examples: Readonly<Record<string, string | null>> = {
  'after-hours': null,
  'clinic-front-desk': '+12025550100',
  'delivery-status': '+12025550101',
  'restaurant-bookings': '+12025550102',
}

/** On the first start: five local numbers and the example flows, three of them answering. */
export async function seedFlows(deps: SeedDeps): Promise<void> {
  const { store, clock, folder } = deps
  // Once: one that was removed stays away.
  if ((await store.listNumbers()).length === 0) await store.seedNumbers(numbers)
  const start = String(clock.now())
  if ((await store.setting('seeded', () => start)) !== start) return
  const files = await readdir(folder).catch(() => [])
  for (const file of files.filter((name) => slugOf(name) in examples).sort()) {
    await seedFlow(deps, file)
  }
}

const slugOf = (file: string): string => file.replace('.flow.json', '')

async function seedFlow({ store, clock, log, folder }: SeedDeps, file: string): Promise<void> {
  try {
    const parsed = parseFlow(JSON.parse(await readFile(join(folder, file), 'utf8')))
    if (!parsed.ok) throw new Error(parsed.error[0]?.message)
    const flow = parsed.value
    await store.insertFlow(flow, clock.now())
    const number = examples[slugOf(file)]
    if (number) await publishFlow(store, flow, { number, note: 'Example', at: clock.now() })
  } catch (error) {
    const [first] = error instanceof HttpProblem ? (error.problem.diagnostics ?? []) : []
    const why = first?.message ?? (error instanceof Error ? error.message : String(error))
    log.warn({ file, why }, 'An example flow was left out or not published.')
  }
}
