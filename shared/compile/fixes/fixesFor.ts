import type { Diagnostic } from '../../diagnostic.ts'
import type { Flow } from '../../flow/flow.ts'
import { countRounds } from './countRounds.ts'
import type { Fix, Fixer } from './fix.ts'
import { mendNames } from './mendNames.ts'
import {
  addDefault,
  letInterrupt,
  removeNode,
  removeWires,
  renameNode,
  useUsualVoice,
} from './small.ts'
import { wireUp } from './wireUp.ts'

/** By diagnostic code. A new fix is a function and a line here. */
const fixers: Readonly<Record<string, Fixer>> = {
  'port.unwired': wireUp,
  'loop.uncounted': countRounds,
  'variable.unknown': mendNames,
  'variable.unsetOnWay': addDefault,
  'template.mayBeEmpty': addDefault,
  'edge.noPort': removeWires,
  'node.unreachable': removeNode,
  'node.sameName': renameNode,
  'prompt.tooLong': letInterrupt,
  'environment.noVoice': useUsualVoice,
}

/** Edits that mend a diagnostic, the best first; empty when only the author can. */
export const fixesFor = (flow: Flow, diagnostic: Diagnostic): readonly Fix[] =>
  Object.hasOwn(fixers, diagnostic.code) ? (fixers[diagnostic.code]?.(flow, diagnostic) ?? []) : []
