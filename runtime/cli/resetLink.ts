import type { Config } from '../config.ts'
import { createId } from '../createId.ts'
import { makeLink, resetOf } from '../people/makeLink.ts'
import { addressOfServer } from '../people/openAccounts.ts'
import { openStore } from '../storage/openStore.ts'
import { CliError } from './cliError.ts'

/** The way back in for the last admin: a link for another password, from whoever has the store. */
export async function resetLink(config: Config, email: string | null): Promise<string> {
  if (email === null) throw new CliError('Say whose: npm run store -- reset-link olga@example.org')
  const { store, name } = await openStore(config)
  try {
    const now = Date.now()
    const wanted = email.trim().toLowerCase()
    const person = (await store.listPeople(now)).find((each) => each.email === wanted)
    if (!person) throw new CliError(`${name} knows nobody with the address ${wanted}.`)
    const making = { store, newId: createId, now, address: addressOfServer(config) }
    const { url } = await makeLink(making, resetOf(person.id, null, now))
    return `Open this link within a day to choose another password for ${person.name}:\n${url}\n`
  } finally {
    await store.close()
  }
}
