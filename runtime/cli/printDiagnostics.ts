import { type Diagnostic, isError } from '#shared/diagnostic.ts'

/** The diagnostics as people read them: the problem, what to do, where. */
export function printDiagnostics(file: string, diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.flatMap((one) => {
    const place = [one.nodeId, one.port ?? one.path].filter(Boolean).join(' · ')
    return [
      `${one.severity === 'error' ? 'Error' : 'Warning'}: ${one.message}`,
      ...(one.hint === undefined ? [] : [`  ${one.hint}`]),
      `  ${one.code}${place === '' ? '' : ` at ${place}`}`,
      '',
    ]
  })
  const errors = diagnostics.filter(isError).length
  const warnings = diagnostics.length - errors
  const summary =
    diagnostics.length === 0
      ? `${file}: nothing is wrong.`
      : `${file}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`
  return `${[...lines, summary].join('\n')}\n`
}

const count = (number: number, word: string): string =>
  `${number} ${word}${number === 1 ? '' : 's'}`

/** The diagnostics for programs; `nodeId` and `hint` are null where there is none. */
export const toJson = (diagnostics: readonly Diagnostic[]): string =>
  `${JSON.stringify(
    diagnostics.map(({ code, severity, nodeId, message, hint, port, path }) => ({
      code,
      severity,
      nodeId: nodeId ?? null,
      message,
      hint: hint ?? null,
      ...(port === undefined ? {} : { port }),
      ...(path === undefined ? {} : { path }),
    })),
    null,
    2,
  )}\n`
