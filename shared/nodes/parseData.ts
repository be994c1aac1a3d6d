import type { z } from 'zod'
import type { Diagnostic } from '../diagnostic.ts'
import type { FlowNode } from '../flow/flow.ts'
import { err, ok, type Result } from '../result.ts'
import { definitionOf } from './index.ts'
import { TypedNode } from './typedNode.ts'

const cache = new WeakMap<FlowNode, Result<TypedNode, readonly Diagnostic[]>>()

/** Looks a node's type up and parses its data. Remembered per node value, so an unchanged node costs nothing. */
export function parseData(node: FlowNode): Result<TypedNode, readonly Diagnostic[]> {
  const known = cache.get(node)
  if (known) return known
  const fresh = parse(node)
  cache.set(node, fresh)
  return fresh
}

function parse(node: FlowNode): Result<TypedNode, readonly Diagnostic[]> {
  const definition = definitionOf(node.type)
  if (!definition) {
    return err([
      {
        code: 'node.unknownType',
        severity: 'error',
        nodeId: node.id,
        message: `“${node.name}” is of the type “${node.type}”, which this version does not know.`,
        hint: 'Update FML Studio, or replace the step.',
      },
    ])
  }
  const parsed = definition.data.safeParse(node.data)
  if (!parsed.success) {
    return err(parsed.error.issues.map((issue) => toDiagnostic(node, issue)))
  }
  return ok(new TypedNode({ ...node, data: parsed.data }, definition))
}

function toDiagnostic(node: FlowNode, issue: z.core.$ZodIssue): Diagnostic {
  const path = issue.path.join('.')
  return {
    code: 'node.badData',
    severity: 'error',
    nodeId: node.id,
    path,
    message: `“${node.name}”: ${path === '' ? '' : `${path}: `}${issue.message}.`,
    hint: 'Mend the value in the step’s form.',
  }
}
