import type { CallContext } from './callContext.ts'
import type { Callee } from './callee.ts'
import { createDelays } from './delays.ts'
import { playClips } from './playClips.ts'
import { linkedController, onAbort, pause } from './waiting.ts'

export interface Screening {
  /** Said to whoever answered; empty: nothing. */
  readonly clips: ReturnType<CallContext['speak']>
  /** Key that takes the call; null: answering is enough. */
  readonly acceptKey: string | null
}

/** Milliseconds for the key, counted from the end of what is said. */
const patience = 15_000

/**
 * Whispers to whoever answered, and waits for the key that takes the call. Resolves with whether the caller is to be
 * connected: not with somebody who pressed another key or none, or is gone, and not once the caller is gone.
 */
export async function screenCallee(
  { clips, acceptKey }: Screening,
  callee: Callee,
  { clock, signal }: Pick<CallContext, 'clock' | 'signal'>,
): Promise<boolean> {
  const talking = linkedController(signal)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const decline = () => resolve(false)
  const forgets = [onAbort(callee.gone, decline), onAbort(signal, decline)]
  callee.attach({
    audio: () => {},
    digit: (digit) => {
      if (acceptKey !== null) resolve(digit === acceptKey)
    },
  })
  const say = async () => {
    const { line } = callee
    const delays = createDelays(() => {})
    await playClips(clips, 1, { line, clock, delays }, talking.signal)
    if (acceptKey !== null) await pause(clock, patience, talking.signal)
    resolve(acceptKey === null)
  }
  void say()
  const isTaken = await promise
  callee.attach(null)
  talking.abort()
  talking.free()
  for (const forget of forgets) forget()
  return isTaken
}
