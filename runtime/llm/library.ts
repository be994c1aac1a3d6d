import type { PinnedDocument } from '#shared/compile/modelControl.ts'
import type { Passage } from '#shared/session/event.ts'

/** The documents that agents answer from. */
export interface Library {
  /** The passages that fit what was said best; rejects when a document is gone. */
  find(
    documents: readonly PinnedDocument[],
    said: string,
    signal: AbortSignal,
  ): Promise<readonly Passage[]>
}
