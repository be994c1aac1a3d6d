/**
 * Gives a request a signal of its own that fires only while the request runs. The library of the protocol never stops
 * listening: by a signal that fires later it would cancel at the server what was answered long ago.
 */
export async function whileAsked<Value>(
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  signal.throwIfAborted()
  const controller = new AbortController()
  const stop = () => controller.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await ask(controller.signal)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
