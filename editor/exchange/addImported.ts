import type { Flow } from '#shared/flow/flow.ts'
import { ok, type Result } from '#shared/result.ts'
import { clipOf } from '../state/clip.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { boundsOf } from '../state/geometry.ts'
import { pasteClip } from '../state/paste.ts'

/** Space between what was there and what comes in, px. */
const gap = 90

/**
 * Adds the steps of another flow below this one’s, without its start, as one step of undo; gives the new id of each. The
 * error is a sentence.
 */
export function addImported(
  store: EditorStore,
  imported: Flow,
): Result<ReadonlyMap<string, string>, string> {
  const clip = clipOf(
    imported,
    imported.nodes.map((node) => node.id),
  )
  if (!clip) return ok(new Map())
  const here = boundsOf(store.getState().flow.nodes)
  const there = boundsOf(clip.nodes)
  const by = {
    x: (here?.x ?? 0) - (there?.x ?? 0),
    y: (here ? here.y + here.height + gap : 0) - (there?.y ?? 0),
  }
  const pasted = pasteClip(store, clip, { by })
  if (!pasted.ok) return pasted
  const [first] = pasted.value
  if (first) store.getState().bringIntoView(first, 'centre')
  return ok(new Map(clip.nodes.map((node, index) => [node.id, pasted.value[index] ?? node.id])))
}
