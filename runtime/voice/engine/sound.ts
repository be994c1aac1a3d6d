import { sampleRateHz } from '../line.ts'
import { explain } from './waiting.ts'

/** A piece of sound that is ready, and a way to what comes behind it. */
export interface Sound {
  readonly pcm: Int16Array
  /** The words it says. Asked when it was heard, because only then it is known whether it was the last. */
  text(): string
  /** Waits for the next piece; null when there is none. */
  rest(): Promise<Sound | null>
}

/** Sound that is there as a whole. */
export const wholeSound = (pcm: Int16Array, text: string): Sound => ({
  pcm,
  text: () => text,
  rest: async () => null,
})

/** Milliseconds that a character takes to be said, about. */
const msPerCharacter = 65
const samplesPerMs = sampleRateHz / 1_000

/**
 * A sentence that is still being made, from its first piece on. Which words a piece says is guessed by its length; the
 * last one says what is left.
 */
export function streamedSound(
  text: string,
  first: Int16Array,
  pieces: AsyncIterator<Int16Array>,
  onBroken: (why: string) => void,
): Sound {
  let at = 0
  let isWhole = false
  const words = (ms: number, isLast: boolean): string => {
    const guess = at + ms / msPerCharacter
    const space = text.lastIndexOf(' ', guess)
    const end = isLast || guess >= text.length ? text.length : Math.max(space, at)
    const part = text.slice(at, end).trim()
    at = end
    return part
  }
  const pieceOf = (pcm: Int16Array): Sound => {
    let said: string | null = null
    let next: Promise<Sound | null> | null = null
    let isLast = false
    const follow = async (): Promise<Sound | null> => {
      try {
        const { done, value } = await pieces.next()
        if (!done) return pieceOf(value)
        isWhole = true
      } catch (error) {
        onBroken(explain(error))
      }
      isLast = isWhole
      return null
    }
    return {
      pcm,
      text: () => {
        said ??= words(pcm.length / samplesPerMs, isLast)
        return said
      },
      rest: () => {
        next ??= follow()
        return next
      },
    }
  }
  return pieceOf(first)
}
