import type { Program } from '#shared/compile/program.ts'
import { converse } from '#shared/session/converse.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { comparePaths, wholePath } from './comparePaths.ts'
import { compileDraft } from './compileDraft.ts'
import type { Conversation, Kept } from './kept.ts'
import { loadFlow, simulatorStore } from './simulatorStore.ts'
import { withShares, worldOf } from './worldOf.ts'

/** Whether a kept conversation goes the same way; else the step at which it parts, null when it only goes further. */
export interface KeptVerdict {
  readonly same: boolean
  readonly node: string | null
}

/** Plays every kept conversation on the drawing as it is now. */
export async function checkKept(store: EditorStore): Promise<ReadonlyMap<string, KeptVerdict>> {
  const program = await compileDraft(store.getState().flow, loadFlow)
  const { kept } = simulatorStore.getState()
  return new Map(kept.conversations.map((one) => [one.id, verdictOf(program, one, kept)]))
}

/** What becomes of one kept conversation on a program. */
export function verdictOf(
  program: Program,
  { setup, moves, path }: Conversation,
  kept: Pick<Kept, 'mocks' | 'model'>,
): KeptVerdict {
  const talk = converse(withShares(program, kept.mocks), setup, moves, worldOf(kept))
  const verdict = comparePaths(path, wholePath(talk))
  if (verdict.same) return { same: true, node: null }
  return { same: false, node: path[verdict.at]?.node ?? null }
}
