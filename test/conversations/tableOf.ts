import type { Talked } from './talkOffline.ts'

/** One line a conversation, so that a change shows where it changed something: the end, the turns, what was collected. */
export const tableOf = (talked: Readonly<Record<string, Talked>>): string =>
  `${Object.entries(talked)
    .map(([name, { end, turns, collected }]) =>
      `${name.padEnd(50)} ${String(end).padEnd(13)} ${String(turns).padStart(2)}  ${collected}`.trimEnd(),
    )
    .join('\n')}\n`
