import type { Beat, BeatAnswer, Present } from '#shared/api/presence.ts'

export interface Presence {
  /** Somebody says that they are there, or that they leave; hears who else is. */
  beat(flowId: string, beat: Beat): Omit<BeatAnswer, 'revision'>
  /** Somebody has saved the flow. */
  saved(flowId: string, editor: string): void
}

/** Milliseconds after the last beat until somebody counts as gone: browsers let a window at the back speak once a minute. */
export const presenceLimit = 90_000
/** Most people shown on one flow, and most flows followed: more are not there as far as others can see. */
const most = { editors: 50, flows: 2_000 }

interface Seen extends Present {
  readonly at: number
}
interface Room {
  readonly editors: Map<string, Seen>
  savedBy: Omit<Present, 'node'> | null
}

/** Who has which flow open, in memory: after a restart everybody is back with their next beat. */
export function createPresence(now: () => number): Presence {
  const rooms = new Map<string, Room>()

  const roomOf = (flowId: string): Room => {
    const room = rooms.get(flowId) ?? { editors: new Map(), savedBy: null }
    // The flow heard of last is the newest entry.
    rooms.delete(flowId)
    rooms.set(flowId, room)
    const [oldest] = rooms.keys()
    if (rooms.size > most.flows && oldest !== undefined) rooms.delete(oldest)
    for (const [editor, seen] of room.editors) {
      if (now() - seen.at > presenceLimit) room.editors.delete(editor)
    }
    return room
  }

  return {
    beat: (flowId, { editor, name, node, leaving }) => {
      const room = roomOf(flowId)
      const known = room.editors.get(editor)
      const number = known?.number ?? freeNumber(room)
      if (leaving) room.editors.delete(editor)
      else if (known || room.editors.size < most.editors) {
        room.editors.set(editor, { editor, name: name.trim(), number, node, at: now() })
      }
      const others = Array.from(room.editors.values())
        .filter((other) => other.editor !== editor)
        .map(({ at: _at, ...present }) => present)
      return { you: number, savedBy: room.savedBy, others }
    },
    saved: (flowId, editor) => {
      const room = roomOf(flowId)
      const seen = room.editors.get(editor)
      room.savedBy = { editor, name: seen?.name ?? '', number: seen?.number ?? 0 }
    },
  }
}

function freeNumber({ editors }: Room): number {
  const taken = new Set(Array.from(editors.values(), (seen) => seen.number))
  let number = 1
  while (taken.has(number)) number += 1
  return number
}
