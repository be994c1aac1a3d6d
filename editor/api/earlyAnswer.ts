let early: { readonly path: string; readonly answer: Promise<Response> } | null = null

/** Asks for something before anybody needs it. */
export function askEarly(path: string): void {
  const answer = fetch(path)
  // Whoever takes it hears of a failure.
  answer.catch(() => undefined)
  early = { path, answer }
}

/** The answer that is on its way already, once; null: nobody has asked. */
export function takeEarlyAnswer(path: string): Promise<Response> | null {
  if (early?.path !== path) return null
  const { answer } = early
  early = null
  return answer
}
