/** One header line; the name is lower case and in its long form. */
export interface Header {
  readonly name: string
  readonly value: string
}

interface Content {
  readonly headers: readonly Header[]
  readonly body: Buffer
}

export interface SipRequest extends Content {
  readonly type: 'request'
  readonly method: string
  readonly uri: string
}

export interface SipResponse extends Content {
  readonly type: 'response'
  readonly status: number
  readonly reason: string
}

export type SipMessage = SipRequest | SipResponse

/** The first value of a header, or null. */
export const headerOf = (message: Content, name: string): string | null =>
  message.headers.find((header) => header.name === name)?.value ?? null

/** Every line of a header, in order. */
export const headersOf = (message: Content, name: string): string[] =>
  message.headers.flatMap((header) => (header.name === name ? [header.value] : []))
