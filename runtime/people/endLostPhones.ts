import { includesRole, roleSchema } from '#shared/api/people.ts'
import type { SoftphoneTokens } from '../routes/softphoneTokens.ts'
import type { PeopleStore } from '../storage/peopleStore.ts'

/** Ends the phones of those who may not call any more: another process may have removed them. */
export async function endLostPhones(
  tokens: Pick<SoftphoneTokens, 'owners' | 'endOf'>,
  store: Pick<PeopleStore, 'findPerson'>,
): Promise<void> {
  for (const owner of tokens.owners()) {
    const role = roleSchema.safeParse((await store.findPerson(owner))?.role)
    if (!role.success || !includesRole(role.data, 'editor')) tokens.endOf(owner)
  }
}
