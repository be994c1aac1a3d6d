/** Runs work for so many milliseconds at most, whether it minds its signal or not. */
export async function within<Value>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const time = AbortSignal.timeout(Math.max(1, Math.ceil(ms)))
  const either = AbortSignal.any([signal, time])
  const late = Promise.withResolvers<never>()
  const stop = () => late.reject(new Error(time.aborted ? 'It took too long.' : 'It was given up.'))
  if (either.aborted) stop()
  else either.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work(either), late.promise])
  } finally {
    either.removeEventListener('abort', stop)
  }
}
