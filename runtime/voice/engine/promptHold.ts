/**
 * Holds a prompt while the caller makes a sound of which nobody knows yet whether it is an answer: it goes on when the
 * sound was only “uh-huh”.
 */
export interface PromptHold {
  readonly isHeld: boolean
  hold(): void
  release(): void
  /** Called with every change. */
  onChange(listener: () => void): () => void
  /** Resolves when it is not held, or the signal is aborted. */
  whenFree(signal: AbortSignal): Promise<void>
  /** A sentence begins to be heard. */
  saying(text: string): void
}

export function createPromptHold(onSaying: (text: string) => void): PromptHold {
  const listeners = new Set<() => void>()
  let isHeld = false
  const change = (now: boolean) => {
    if (isHeld === now) return
    isHeld = now
    for (const listener of [...listeners]) listener()
  }
  const onChange = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  return {
    get isHeld() {
      return isHeld
    },
    hold: () => change(true),
    release: () => change(false),
    onChange,
    whenFree: (signal) =>
      new Promise((resolve) => {
        if (!isHeld || signal.aborted) return resolve()
        const finish = () => {
          forget()
          signal.removeEventListener('abort', finish)
          resolve()
        }
        const forget = onChange(finish)
        signal.addEventListener('abort', finish, { once: true })
      }),
    saying: onSaying,
  }
}
