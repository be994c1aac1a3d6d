import { bandCount, bandLevels } from './bandLevels.ts'

/**
 * Knows our own voice when it comes back through a room, as from a telephone on a table: distorted and reverberant, it is
 * no copy of what was played, but it grows loud and soft in the same bands, at one distance in time.
 */
export interface RoomEcho {
  /** What was sent while a frame of 320 samples came from the caller, and that frame. */
  frame(played: Int16Array, heard: Int16Array): void
  /** What was sent while nobody listened. */
  missed(played: Int16Array): void
  /** Whether the last frame heard is nothing but echo; null: this cannot tell. */
  judge(): boolean | null
  /** Nobody listens for a while: what is known of the room stays. */
  pause(): void
}

/** 500 ms are compared. */
const compared = 25
/** Frames by which an echo comes later, at most: 720 ms. */
const latest = 36
/** Below it, dB, a band is silent. */
const silent = 20
/** Alike enough to be an echo; what is less alike than `unlike` is somebody else. */
const alike = 0.74
const stillAlike = 0.6
const unlike = 0.45
/** How much louder than the echo, dB, and in how many bands, somebody must be to be heard over it. */
const louder = 5
const loudBands = 4
/** What is left of an echo after 20 ms, dB. */
const fade = 2
/** Share of an echo's frames that are to be softer than what is expected of it. */
const most = 0.75
/** By how much a frame may change that, dB. */
const learning = 0.6
/** Frames of our own voice without any echo after which there is none on this line. */
const clearAfter = 60
/** Frames of a sound that has just begun, in which it cannot be told yet whose it is. */
const tooEarly = 8
/** An echo on a line where none is known yet is softer than what was played by this, dB. */
const leastLoss = 6
/** A faint one needs to be less alike. */
const faintLoss = 15
const faintAlike = 0.6

/** Frames in a row that make an echo known, of a sound that lasts. */
const sureFrames = 8
const sureAfter = 16
/** Frames unlike anything that was played after which the room is another one. */
const forgetAfter = 50

interface Room {
  readonly lag: number
  /** Level of the echo less that of what was played, dB, in each band. */
  readonly gains: Float64Array
}

const nothing = new Float64Array(bandCount)

export function createRoomEcho(): RoomEcho {
  let room: Room | null = null
  let played: Float64Array[] = []
  let heard: Float64Array[] = []
  let quietFrames = 0
  let isClear = false
  let soundFrames = 0
  let pending = { lag: 0, frames: 0 }
  let strangeFrames = 0

  const levelPlayed = (lag: number): Float64Array => played[played.length - 1 - lag] ?? nothing
  const keep = (sent: Int16Array, heardLevels: Float64Array): Float64Array => {
    const sentLevels = isSilent(sent) ? nothing : bandLevels(sent)
    played = [...played.slice(-(compared + latest)), sentLevels]
    heard = [...heard.slice(1 - compared), heardLevels]
    return sentLevels
  }
  /** Takes down where an echo seems to be; there often enough, it is known. */
  const found = (lag: number) => {
    const isAgain = Math.abs(pending.lag - lag) <= 1
    pending = { lag, frames: isAgain ? pending.frames + 1 : 1 }
    const isSure = pending.frames >= sureFrames && soundFrames >= sureAfter
    if (isSure) room = { lag, gains: gainsOf(heard, played, lag) }
  }
  /** On a line of which no echo is known. */
  const judgeUnknown = (
    now: Float64Array,
    before: readonly Float64Array[],
    likeness: number,
    lag: number,
  ): boolean | null => {
    if (likeness >= alike) {
      found(lag)
      return true
    }
    pending = { ...pending, frames: Math.max(0, pending.frames - 2) }
    if (likeness >= faintAlike && isSofter(now, before, faintLoss)) return true
    if (soundFrames > tooEarly) return likeness < unlike ? false : null
    return !isClear && isSofter(now, before, leastLoss) ? true : null
  }
  const judgeKnown = (known: Room, now: Float64Array, likeness: number, lag: number) => {
    strangeFrames = likeness < unlike ? strangeFrames + 1 : 0
    if (strangeFrames > forgetAfter) room = null
    if (likeness < unlike && soundFrames > tooEarly) return false
    const isOver = isLouder(now, known, levelPlayed)
    if (likeness >= stillAlike && Math.abs(lag - known.lag) <= 1) learn(known, now, levelPlayed)
    return isOver ? null : true
  }
  return {
    missed: (sent) => {
      keep(sent, nothing)
    },
    frame: (sent, from) => {
      const heardLevels = isSilent(from) ? nothing : bandLevels(from)
      const sentLevels = keep(sent, heardLevels)
      soundFrames = heardLevels === nothing ? Math.max(0, soundFrames - 2) : soundFrames + 1
      if (sentLevels !== nothing && heardLevels === nothing) quietFrames++
      if (quietFrames > clearAfter && room === null) isClear = true
    },
    judge: () => {
      const before = played.slice(-latest)
      if (before.every((levels) => levels === nothing)) return null
      const now = heard.at(-1) ?? nothing
      // That a sound begins where another began says little: any two do.
      const count = Math.min(heard.length, Math.max(tooEarly, soundFrames))
      const around = room ? { from: room.lag - 2, to: room.lag + 2 } : { from: 0, to: latest - 1 }
      const { likeness, lag } = bestLag(heard.slice(-count), played, around)
      return room === null
        ? judgeUnknown(now, before, likeness, lag)
        : judgeKnown(room, now, likeness, lag)
    },
    pause: () => {
      played = []
      heard = []
      soundFrames = 0
      pending = { lag: 0, frames: 0 }
    },
  }
}

/** Root mean square below which nobody speaks. */
const softest = 40

function isSilent(pcm: Int16Array): boolean {
  let sum = 0
  for (let index = 0; index < pcm.length; index += 4) sum += (pcm[index] ?? 0) ** 2
  return sum * 4 < softest ** 2 * Math.max(1, pcm.length)
}

type LevelsAt = (lag: number) => Float64Array

/** The level in a band to be expected of the echo alone: what was played then, and what the room still holds. */
function expected({ lag, gains }: Room, band: number, levelsAt: LevelsAt): number {
  let loudest = 0
  for (let back = -1; back <= 8; back++) {
    if (lag + back < 0) continue
    const level = (levelsAt(lag + back)[band] ?? 0) - Math.max(0, back - 1) * fade
    if (level > loudest) loudest = level
  }
  return loudest + (gains[band] ?? 0)
}

function isLouder(now: Float64Array, room: Room, levelsAt: LevelsAt): boolean {
  let bands = 0
  for (let band = 0; band < bandCount; band++) {
    const level = now[band] ?? 0
    if (level > silent && level > expected(room, band, levelsAt) + louder) bands++
  }
  return bands >= loudBands
}

/** Whether it could be an echo by its level alone. */
function isSofter(now: Float64Array, before: readonly Float64Array[], loss: number): boolean {
  let bands = 0
  for (let band = 0; band < bandCount; band++) {
    const loudest = Math.max(...before.map((levels) => levels[band] ?? 0))
    if ((now[band] ?? 0) > Math.max(silent, loudest - loss)) bands++
  }
  return bands < loudBands
}

/** Follows the room, so that most frames of an echo stay below what is expected of it. */
function learn(room: Room, now: Float64Array, levelsAt: LevelsAt): void {
  for (let band = 0; band < bandCount; band++) {
    const base = expected(room, band, levelsAt)
    if (base <= silent) continue
    const step = (now[band] ?? 0) > base ? most : most - 1
    room.gains[band] = (room.gains[band] ?? 0) + learning * step
  }
}

/** How the echo's level stands to what was played: higher than most of what is compared. */
function gainsOf(
  heard: readonly Float64Array[],
  played: readonly Float64Array[],
  lag: number,
): Float64Array {
  const flat = { lag, gains: nothing }
  return Float64Array.from({ length: bandCount }, (_, band) => {
    const found: number[] = []
    for (let back = 0; back < heard.length; back++) {
      const is = heard[heard.length - 1 - back]?.[band] ?? 0
      const was = expected(flat, band, (ago) => played[played.length - 1 - back - ago] ?? nothing)
      if (was > silent + 10 && is > silent) found.push(is - was)
    }
    found.sort((one, other) => one - other)
    return found[Math.floor(most * found.length)] ?? -leastLoss
  })
}

/** The distance, of those asked for, at which what was heard is most like what was played. */
function bestLag(
  heard: readonly Float64Array[],
  played: readonly Float64Array[],
  { from, to }: { readonly from: number; readonly to: number },
) {
  let best = { likeness: 0, lag: from }
  for (let lag = Math.max(0, from); lag <= to; lag++) {
    const likeness = likenessAt(heard, played, lag)
    if (likeness > best.likeness) best = { likeness, lag }
  }
  return best
}

/** How much alike the bands move: what all voices have in common, that some bands are louder, does not count. */
function likenessAt(
  heard: readonly Float64Array[],
  played: readonly Float64Array[],
  lag: number,
): number {
  const count = heard.length
  let [together, ofHeard, ofPlayed] = [0, 0, 0]
  for (let band = 0; band < bandCount; band++) {
    let [sumX, sumY, sumXX, sumYY, sumXY] = [0, 0, 0, 0, 0]
    for (let back = 0; back < count; back++) {
      const x = Math.max(silent, heard[count - 1 - back]?.[band] ?? 0)
      const y = Math.max(silent, played[played.length - 1 - lag - back]?.[band] ?? 0)
      sumX += x
      sumY += y
      sumXX += x * x
      sumYY += y * y
      sumXY += x * y
    }
    together += sumXY - (sumX * sumY) / count
    ofHeard += sumXX - sumX ** 2 / count
    ofPlayed += sumYY - sumY ** 2 / count
  }
  return ofHeard <= 1 || ofPlayed <= 1 ? 0 : together / Math.sqrt(ofHeard * ofPlayed)
}
