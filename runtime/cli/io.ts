/** What a command reads and writes; tests and the terminal give their own. */
export interface Io {
  readonly out: (text: string) => void
  readonly error: (text: string) => void
  /** The next line typed; null at the end. */
  readonly readLine: () => Promise<string | null>
  /** Whether somebody types. */
  readonly isTerminal: boolean
  readonly now: () => number
}
