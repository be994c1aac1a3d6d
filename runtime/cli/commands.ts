import { basename } from 'node:path'
import { checkFlow } from '#shared/compile/checkFlow.ts'
import { compile } from '#shared/compile/compile.ts'
import type { FlowOptions } from '#shared/compile/graph.ts'
import { reportOn } from '#shared/compile/reportOn.ts'
import { type Diagnostic, isError } from '#shared/diagnostic.ts'
import { formatFlow } from '#shared/export/formatFlow.ts'
import { exportZip } from '../export/exportZip.ts'
import { holdCall } from './call/holdCall.ts'
import { importRead } from './importFile.ts'
import type { Io } from './io.ts'
import { printDiagnostics, toJson } from './printDiagnostics.ts'
import { printReport } from './printReport.ts'
import { mustReadFlow, readDocuments, readFlow, readFlows, write } from './readFiles.ts'

export interface Options {
  readonly json?: boolean
  readonly report?: string | boolean
  readonly out?: string
  readonly write?: boolean
  readonly flows?: string
  readonly mock?: string
  readonly real?: boolean
}

/** Runs on one file and gives the exit code. */
export type Command = (file: string, options: Options, io: Io) => Promise<number>

const check: Command = async (file, options, io) => {
  const flow = await readFlow(file)
  const diagnostics = flow.ok ? checkFlow(flow.value, await flowsOf(options)) : flow.error
  io.out(options.json ? toJson(diagnostics) : printDiagnostics(file, diagnostics))
  return diagnostics.some(isError) ? 1 : 0
}

async function flowsOf(options: Options): Promise<FlowOptions> {
  const flows = await readFlows(options.flows)
  return flows ? { flows } : {}
}

const compileFile: Command = async (file, options, io) => {
  const flow = await mustReadFlow(file)
  if (options.report) {
    const report = reportOn(flow, await flowsOf(options))
    io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : printReport(flow, report))
    return report.diagnostics.some(isError) ? 1 : 0
  }
  const compiled = compile(flow, await flowsOf(options))
  if (!compiled.ok) return refuse(file, compiled.error, io)
  io.out(`${JSON.stringify(compiled.value.program, null, 2)}\n`)
  return 0
}

const exportFile: Command = async (file, options, io) => {
  const flow = await mustReadFlow(file)
  const exported = await exportZip(flow, await flowsOf(options))
  if (!exported.ok) return refuse(file, exported.error, io)
  const out = options.out ?? `${flow.id}.zip`
  await write(out, exported.value)
  io.out(`${out}: ${Math.ceil(exported.value.length / 1024)} kB.\n`)
  return 0
}

const importCommand: Command = async (file, options, io) => {
  const imported = importRead(basename(file), await readDocuments(file))
  const document = formatFlow(imported.flow)
  if (options.out === undefined) io.out(document)
  else await write(options.out, document)
  if (typeof options.report === 'string') {
    await write(options.report, `${JSON.stringify(imported.report, null, 2)}\n`)
  }
  const { converted, approximated, notConverted } = imported.report
  io.error(
    `${converted.length} converted, ${approximated.length} approximated, ${notConverted.length} not converted; ${imported.diagnostics.length} to mend.\n`,
  )
  return 0
}

const format: Command = async (file, options, io) => {
  const formatted = formatFlow(await mustReadFlow(file))
  if (options.write) await write(file, formatted)
  else io.out(formatted)
  return 0
}

const call: Command = async (file, options, io) => {
  const compiled = compile(await mustReadFlow(file), await flowsOf(options))
  if (!compiled.ok) return refuse(file, compiled.error, io)
  return holdCall(compiled.value.program, options, io)
}

function refuse(file: string, diagnostics: readonly Diagnostic[], io: Io): number {
  io.error(printDiagnostics(file, diagnostics.filter(isError)))
  return 1
}

export const commands: Readonly<Record<string, Command>> = {
  check,
  compile: compileFile,
  export: exportFile,
  import: importCommand,
  format,
  call,
}
