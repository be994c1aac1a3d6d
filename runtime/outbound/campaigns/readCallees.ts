import type { CampaignSetup, RowProblem } from '#shared/api/campaigns.ts'
import type { FlowVariable } from '#shared/flow/flow.ts'
import type { Json } from '#shared/session/event.ts'
import { isTimezone } from '#shared/text/localTime.ts'
import type { NewCallee } from '../../storage/campaignTypes.ts'
import { readNumber } from '../readNumber.ts'
import { readVariable } from '../readVariables.ts'
import { columnsOf } from './previewFile.ts'
import { readTable } from './readTable.ts'
import { zonesOf } from './zonesOf.ts'

export type ReadRow =
  | { readonly type: 'callee'; readonly callee: NewCallee }
  | { readonly type: 'problem'; readonly problem: RowProblem }

type Columns = Pick<CampaignSetup, 'country' | 'numberColumn' | 'zoneColumn' | 'variables'>

/** Whom a file names, row by row, and what is wrong with the other rows. Throws a `TableRefused`. */
export async function* readCallees(
  text: string,
  setup: Columns,
  declared: readonly FlowVariable[],
): AsyncGenerator<ReadRow> {
  let columns: readonly string[] | null = null
  const lines = new Map<string, number>()
  for await (const { line, cells } of readTable(text)) {
    if (!columns) {
      columns = columnsOf(cells)
      continue
    }
    yield readRow({ line, cells, columns, setup, declared, lines })
  }
}

interface RowToRead {
  readonly line: number
  readonly cells: readonly string[]
  readonly columns: readonly string[]
  readonly setup: Columns
  readonly declared: readonly FlowVariable[]
  /** Where each number stood first. */
  readonly lines: Map<string, number>
}

function readRow({ line, cells, columns, setup, declared, lines }: RowToRead): ReadRow {
  const cell = (column: string) => cells[columns.indexOf(column)] ?? ''
  const refuse = (column: string, message: string): ReadRow => ({
    type: 'problem',
    problem: { line, column, value: cell(column).slice(0, 100), message },
  })
  const number = readNumber(cell(setup.numberColumn), setup.country)
  if (!number.ok) return refuse(setup.numberColumn, number.error)
  const first = lines.get(number.value)
  if (first !== undefined) {
    return refuse(setup.numberColumn, `This number stands in line ${first} already.`)
  }
  const zone = setup.zoneColumn === '' ? '' : cell(setup.zoneColumn)
  if (zone !== '' && !isTimezone(zone)) {
    return refuse(setup.zoneColumn, `“${zone.slice(0, 40)}” is no time zone such as Europe/Berlin.`)
  }
  const zones = zone === '' ? zonesOf(number.value) : [zone]
  if (zones.length === 0) {
    return refuse(
      setup.numberColumn,
      'Nobody knows the time zone of this number: add a column with time zones.',
    )
  }
  const vars: Record<string, Json> = {}
  for (const [name, column] of Object.entries(setup.variables)) {
    const variable = declared.find((one) => one.name === name)
    // An empty cell leaves the flow’s own value.
    if (!variable || column === '' || cell(column) === '') continue
    const value = readVariable(variable, cell(column))
    if (!value.ok) return refuse(column, value.error)
    vars[name] = value.value
  }
  lines.set(number.value, line)
  return { type: 'callee', callee: { line, number: number.value, vars, zones } }
}
