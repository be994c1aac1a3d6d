import { credentialInputSchema, credentialName, readHost } from '#shared/api/credentials.ts'
import type { OpenCredential } from '../../effects/authorize.ts'

/**
 * A credential out of the environment: `bearer HOST TOKEN`, `basic HOST USER:PASSWORD` or `header HOST NAME: VALUE`. A
 * sentence without any part of the value when it cannot be read.
 */
export function readCredential(
  name: string,
  read: (variable: string) => string | null,
): OpenCredential | string {
  if (!credentialName.safeParse(name).success) {
    return `There is no credential “${name}”: nothing was sent.`
  }
  const variable = `CREDENTIAL_${name.toUpperCase()}`
  const value = read(variable)
  if (value === null) return `There is no credential “${name}”: nothing was sent. Set ${variable}.`
  const parsed = credentialInputSchema.safeParse(fieldsOf(value.trim()))
  const host = parsed.success ? readHost(parsed.data.host) : null
  if (!parsed.success || parsed.data.secret === null || host === null) {
    return `${variable} cannot be read: nothing was sent. Write it as “bearer api.example.com TOKEN”.`
  }
  const { kind, userName, headerName, secret } = parsed.data
  return { kind, host, userName, headerName, secret }
}

function fieldsOf(value: string): unknown {
  const [, kind, host, rest = ''] = /^(\S+)\s+(\S+)\s+(.+)$/.exec(value) ?? []
  const colon = rest.indexOf(':')
  const [before, after] = [rest.slice(0, colon), rest.slice(colon + 1)]
  if (kind === 'basic' && colon > 0) return { kind, host, userName: before, secret: after }
  if (kind === 'header' && colon > 0)
    return { kind, host, headerName: before, secret: after.trim() }
  return { kind, host, secret: rest }
}
