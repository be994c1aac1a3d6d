/** An open WebSocket to whoever gets a call's audio. */
export interface StreamSocket {
  send(text: string): void
  /** Bytes that wait to be sent. */
  readonly waitingBytes: number
  close(): void
}

export interface StreamHandlers {
  message(text: string): void
  /** The other side closed it, or the connection broke. Told once, never after `close()`. */
  closed(): void
}

/** Opens a WebSocket that may be reached; rejects with a sentence when it cannot be, and when the signal is aborted. */
export type OpenStreamSocket = (
  url: string,
  handlers: StreamHandlers,
  signal: AbortSignal,
) => Promise<StreamSocket>
