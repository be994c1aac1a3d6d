/** `node:timers/promises` on runtimes that are not Node. */
export const setTimeout = (
  ms: number,
  _value?: undefined,
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const { signal } = options
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
