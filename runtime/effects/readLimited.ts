/** Most bytes of a webhook's request and of its answer. */
export const maxBodyBytes = 1024 * 1024

export class TooLarge extends Error {
  constructor(what: string) {
    super(`${what} is larger than 1 MB.`)
  }
}

/** Reads a body as text, up to the limit. */
export async function readLimited(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  if (!body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) throw new TooLarge('The answer')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
