import type { Diagnostic } from '../diagnostic.ts'
import { err, ok, type Result } from '../result.ts'
import { type Flow, flowSchema, flowSchemaVersion, isStartType } from './flow.ts'
import { migrate } from './migrations.ts'

/** Most problems reported for one document. */
const maxProblems = 20

/** Parses the structure of a flow document; nothing unknown is dropped silently. */
export function parseDocument(input: unknown): Result<Flow, readonly Diagnostic[]> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return fail(
      'flow.notObject',
      '',
      'This is not a flow document.',
      'Choose a file that FML Studio exported.',
    )
  }
  const document = Object.fromEntries(Object.entries(input))
  const version = document['schema']
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return fail(
      'flow.noSchema',
      'schema',
      'The document does not say which schema it has.',
      'Choose a file that FML Studio exported.',
    )
  }
  if (version > flowSchemaVersion) {
    return fail(
      'flow.newerSchema',
      'schema',
      `The document has schema ${version}; this version reads up to ${flowSchemaVersion}.`,
      'Update FML Studio, then open it again.',
    )
  }
  const parsed = flowSchema.safeParse(migrate(document, version))
  if (!parsed.success) {
    return err(
      parsed.error.issues.slice(0, maxProblems).map((issue) => ({
        code: 'flow.badShape',
        severity: 'error',
        path: issue.path.join('.'),
        message: `${issue.path.join('.') || 'The document'}: ${issue.message}.`,
        hint: 'Mend this place in the file.',
      })),
    )
  }
  const structural = checkStructure(parsed.data)
  return structural.length > 0 ? err(structural) : ok(parsed.data)
}

function checkStructure(flow: Flow): readonly Diagnostic[] {
  const starts = flow.nodes.filter((node) => isStartType(node.type))
  const problems: Diagnostic[] = []
  if (starts.length !== 1) {
    problems.push(
      problem(
        'flow.oneStart',
        'nodes',
        `The flow has ${starts.length} starts.`,
        'A flow has exactly one step of the type start.',
      ),
    )
  }
  const ids = new Set<string>()
  for (const [index, node] of flow.nodes.entries()) {
    if (ids.has(node.id)) {
      problems.push(
        problem(
          'flow.repeatedId',
          `nodes.${index}.id`,
          `The id “${node.id}” occurs twice.`,
          'Give each step its own id.',
        ),
      )
    }
    ids.add(node.id)
  }
  const edgeIds = new Set<string>()
  for (const [index, edge] of flow.edges.entries()) {
    const missing = ids.has(edge.source) ? edge.target : edge.source
    if (!ids.has(edge.source) || !ids.has(edge.target)) {
      problems.push(
        problem(
          'flow.looseEdge',
          `edges.${index}`,
          `A wire leads to “${missing}”, which does not exist.`,
          'Remove the wire or add the step.',
        ),
      )
    }
    if (edgeIds.has(edge.id)) {
      problems.push(
        problem(
          'flow.repeatedId',
          `edges.${index}.id`,
          `The id “${edge.id}” occurs twice.`,
          'Give each wire its own id.',
        ),
      )
    }
    edgeIds.add(edge.id)
  }
  return problems.slice(0, maxProblems)
}

const problem = (code: string, path: string, message: string, hint: string): Diagnostic => ({
  code,
  severity: 'error',
  path,
  message,
  hint,
})
const fail = (code: string, path: string, message: string, hint: string) =>
  err([problem(code, path, message, hint)])
