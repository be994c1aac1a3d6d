import type { CredentialKind } from '#shared/api/credentials.ts'

/** A credential, opened: lives as long as the request that it is for. */
export interface OpenCredential {
  readonly kind: CredentialKind
  /** The only host that gets it, with its port if that is unusual. */
  readonly host: string
  readonly userName: string
  readonly headerName: string
  readonly secret: string
}

/** The header of a credential. */
export interface Authorization {
  readonly header: string
  readonly value: string
  /** Takes the secret out of a text: servers say back what they were sent. */
  hide(text: string): string
}

/** Characters: a shorter password would blank out words that have nothing to do with it. */
const leastHidden = 6

/** What a credential adds to a request to an address; a sentence when it must not be sent there. */
export function authorize(
  name: string,
  credential: OpenCredential,
  address: string,
  allowPlain: boolean,
): Authorization | string {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url?.host !== credential.host) {
    const where = url ? url.host : 'this server'
    return `The credential “${name}” is for ${credential.host}, not for ${where}: nothing was sent.`
  }
  if (url.protocol !== 'https:' && !allowPlain) {
    return `The credential “${name}” is sent over https only: nothing was sent.`
  }
  const { header, value, parts } = headerOf(credential)
  const long = parts.filter((part) => part.length >= leastHidden)
  const hidden = [...new Set(long.flatMap(spellings))].toSorted((a, b) => b.length - a.length)
  return {
    header,
    value,
    hide: (text) => hidden.reduce((left, part) => left.replaceAll(part, '•••'), text),
  }
}

function headerOf({ kind, userName, headerName, secret }: OpenCredential) {
  switch (kind) {
    case 'bearer':
      return { header: 'authorization', value: `Bearer ${secret}`, parts: [secret] }
    case 'basic': {
      const coded = toBase64(`${userName}:${secret}`)
      return { header: 'authorization', value: `Basic ${coded}`, parts: [coded, secret] }
    }
    case 'header':
      return { header: headerName.toLowerCase(), value: secret, parts: [secret] }
  }
}

/** RFC 7617 in UTF-8, without what only Node has. */
const toBase64 = (text: string): string =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text)))

/** How a text looks in JSON, in JSON of those who escape slashes too, and in an address. */
function spellings(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const coded = encodeURIComponent(text.toWellFormed())
  return [text, json, json.replaceAll('/', '\\/'), coded]
}
