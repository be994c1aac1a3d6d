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
  const start = String(clock.now())
  const seedNumbers = async () => {
    // Once: one that was removed stays away.
    if ((await store.listNumbers()).length === 0) await store.seedNumbers(numbers)
  }
  // What is written at once shares a commit, and the first start waits for few of them.
  const [seeded] = await Promise.all([store.setting('seeded', () => start), seedNumbers()])
  if (seeded !== start) return
  const files = (await readdir(folder).catch(() => []))
    .filter((name) => slugOf(name) in examples)
    .sort()
  const texts = files.map((file) => readFile(join(folder, file), 'utf8'))
  await Promise.allSettled(texts)
  // A millisecond apart, so that lists have an order.
  const first = clock.now() - files.length
  await Promise.all(
    texts.map((text, place) =>
      seedFlow(deps, { file: files[place] ?? '', text, at: first + place }),
    ),
  )
}

const slugOf = (file: string): string => file.replace('.flow.json', '')

interface Example {
  readonly file: string
  readonly text: Promise<string>
  readonly at: number
}

async function seedFlow({ store, log }: SeedDeps, { file, text, at }: Example): Promise<void> {
  try {
    const parsed = parseFlow(JSON.parse(await text))
    if (!parsed.ok) throw new Error(parsed.error[0]?.message)
    const flow = parsed.value
    await store.insertFlow(flow, at)
    const number = examples[slugOf(file)]
    if (number) await publishFlow(store, flow, { number, note: 'Example', at })
  } catch (error) {
    const [first] = error instanceof HttpProblem ? (error.problem.diagnostics ?? []) : []
    const why = first?.message ?? (error instanceof Error ? error.message : String(error))
    log.warn({ file, why }, 'An example flow was left out or not published.')
  }
}
