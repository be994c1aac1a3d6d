import { lookup } from 'node:dns/promises'
import { addressInUrl, isPublicAddress } from './addressGuard.ts'

/** Why an address cannot be asked from here, as one sentence; null: it can. The address is looked up, nothing is sent. */
export async function checkPublicUrl(text: string, allowPrivate: boolean): Promise<string | null> {
  if (!URL.canParse(text))
    return `“${text}” is no address. Write it like https://example.org/calls.`
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'The address must start with https:// or http://.'
  }
  const literal = addressInUrl(url)
  const addresses = literal === null ? await addressesOf(url.hostname) : [literal]
  if (addresses.length === 0) {
    return `There is no server named ${url.hostname}. Look for typing mistakes.`
  }
  if (allowPrivate || addresses.every(isPublicAddress)) return null
  return `${url.hostname} is a private address: calls reach public addresses only. Set ALLOW_PRIVATE_WEBHOOKS=1 to allow it.`
}

const addressesOf = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address)
