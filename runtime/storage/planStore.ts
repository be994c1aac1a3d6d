import type { Kysely } from 'kysely'
import type { NumberPlan } from '#shared/api/plans.ts'
import { type Answer, ask, byOne, type Change, type Database } from './database.ts'
import { NoSplit, NumberChanged, type PlanStore, type Pointing } from './planTypes.ts'
import type { Tables } from './schema.ts'
import type { VersionRecord } from './store.ts'

type PlanRow = Tables['number_plans']

/** Plans of numbers; the same on every SQL engine. */
export function createPlanStore({ queries, write }: Database): PlanStore {
  const plans = () => queries.selectFrom('number_plans').selectAll()
  const planOf = byOne(queries, (number) => plans().where('number', '=', number))
  return {
    findPlan: async (number) => {
      const row = await planOf(number)
      return row ? toPlan(row) : null
    },
    listPlans: async () => (await plans().orderBy('number').execute()).map(toPlan),
    saveTesters: (number, testers) =>
      write(function* () {
        yield* change(queries, number, { testers: JSON.stringify(testers) })
      }),
    dropSplit: (number) =>
      write(function* () {
        const query = queries.updateTable('number_plans').set(noSplit).where('number', '=', number)
        return (yield* ask(query.where('split_version', 'is not', null))).changes === 1
      }),
    dropNext: (number) =>
      write(function* () {
        const query = queries.updateTable('number_plans').set(noNext).where('number', '=', number)
        return (yield* ask(query.where('next_at', 'is not', null))).changes === 1
      }),
    applyPlans: (now) => write(() => applyDue(queries, now)),
    findTarget: async (flowId, version) => {
      const row = await queries
        .selectFrom('flow_versions')
        .select(['flow_name', 'hash', 'labels'])
        .where('flow_id', '=', flowId)
        .where('version', '=', version)
        .executeTakeFirst()
      return row ? { flowId, flowName: row.flow_name, version, ...pickTarget(row) } : null
    },
    pointNumber: (pointing) =>
      write(function* () {
        const { rows } = yield* ask(versionOf(queries, pointing))
        const [row] = rows
        if (!row) return null
        yield* point(queries, pointing)
        return toVersion(pointing, row)
      }),
  }
}

const pickTarget = ({ hash, labels }: { readonly hash: string; readonly labels: string }) => ({
  hash,
  labels,
})

const noSplit = { split_version: null, split_share: null } as const
const noNext = { next_flow_id: null, next_version: null, next_at: null } as const

/**
 * Part of a change: lets a number answer with a version, now, later or for some. Throws `NumberChanged` when it answers
 * with something else than was expected: nothing of the change is kept then.
 */
export function* point(queries: Kysely<Tables>, pointing: Pointing): Change<void> {
  const { number, flowId, version, at, mode, expects } = pointing
  const now = yield* answerOf(queries, number)
  if (expects && (expects.flowId !== now.flowId || expects.version !== now.version)) {
    throw new NumberChanged(now)
  }
  switch (mode.type) {
    case 'now': {
      // Whoever changed the row since it was read makes this change nothing.
      const query = queries
        .updateTable('numbers')
        .set({ flow_id: flowId, version })
        .where('number', '=', number)
        .where('flow_id', now.flowId === null ? 'is' : '=', now.flowId)
        .where('version', now.version === null ? 'is' : '=', now.version)
      if ((yield* ask(query)).changes !== 1) {
        throw new NumberChanged(yield* answerOf(queries, number))
      }
      const row = { number, flow_id: flowId, version, published_at: at }
      yield* ask(queries.insertInto('publications').values(row))
      yield* change(queries, number, { ...noSplit, ...noNext })
      return
    }
    case 'later':
      return yield* change(queries, number, {
        ...{ next_flow_id: flowId, next_version: version, next_at: mode.at },
      })
    case 'share':
      if (now.flowId !== flowId || now.version === null || now.version === version) {
        throw new NoSplit('A share needs another version of the flow that takes the rest.')
      }
      return yield* change(queries, number, { split_version: version, split_share: mode.share })
  }
}

function* answerOf(queries: Kysely<Tables>, number: string) {
  const query = queries.selectFrom('numbers').select(['flow_id', 'version'])
  const { rows }: Answer = yield* ask(query.where('number', '=', number))
  const [row] = rows
  const [flowId, version] = [row?.['flow_id'], row?.['version']]
  return {
    flowId: typeof flowId === 'string' ? flowId : null,
    version: typeof version === 'number' ? version : null,
  }
}

function* change(
  queries: Kysely<Tables>,
  number: string,
  values: Partial<Omit<PlanRow, 'number'>>,
): Change<void> {
  const row = { number, testers: '[]', ...noSplit, ...noNext, ...values }
  const insert = queries.insertInto('number_plans').values(row)
  yield* ask(insert.onConflict((conflict) => conflict.column('number').doUpdateSet(values)))
}

function* applyDue(queries: Kysely<Tables>, now: number): Change<readonly string[]> {
  const due = queries
    .updateTable('number_plans')
    .set({ next_at: null })
    .where('next_at', '<=', now)
    .returning(['number', 'next_flow_id', 'next_version'])
  const { rows } = yield* ask(due)
  for (const row of rows) {
    yield* point(queries, {
      ...{ number: String(row['number']), flowId: String(row['next_flow_id']) },
      ...{ version: Number(row['next_version']), at: now, mode: { type: 'now' } },
      expects: undefined,
    })
  }
  return rows.map((row) => String(row['number']))
}

const versionOf = (queries: Kysely<Tables>, { flowId, version }: Pointing) =>
  queries
    .selectFrom('flow_versions')
    .select(['hash', 'note', 'created_at', 'author'])
    .where('flow_id', '=', flowId)
    .where('version', '=', version)

const toVersion = (
  { flowId, version }: Pointing,
  row: Readonly<Record<string, unknown>>,
): VersionRecord => ({
  ...{ flowId, version, hash: String(row['hash']), note: String(row['note']) },
  createdAt: Number(row['created_at']),
  author: typeof row['author'] === 'string' ? row['author'] : null,
})

function toPlan(row: PlanRow): NumberPlan {
  const { split_version: version, split_share: share } = row
  const { next_flow_id: flowId, next_version: next, next_at: at } = row
  return {
    number: row.number,
    testers: JSON.parse(row.testers),
    split: version === null || share === null ? null : { version, share },
    next:
      flowId === null || next === null || at === null
        ? null
        : { flowId, version: next, at: Number(at) },
  }
}
