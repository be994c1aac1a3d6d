import { type Diagnostic, isError } from '../diagnostic.ts'
import type { Flow } from '../flow/flow.ts'
import { parseDocument } from '../flow/parseDocument.ts'
import { err, ok, type Result } from '../result.ts'
import { parseData } from './parseData.ts'

/**
 * Parses a flow document (already JSON): migrates it, checks its structure and the shape of every node's data. A flow
 * that is merely incomplete parses; `checkFlow` says what is missing.
 */
export function parseFlow(input: unknown): Result<Flow, readonly Diagnostic[]> {
  const document = parseDocument(input)
  if (!document.ok) return document
  const problems = document.value.nodes.flatMap((node) => {
    const parsed = parseData(node)
    return parsed.ok ? [] : parsed.error
  })
  return problems.some(isError) ? err(problems) : ok(document.value)
}
