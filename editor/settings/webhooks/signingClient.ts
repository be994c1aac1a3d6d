import {
  receiverSecretRoute,
  revealSecretRoute,
  rotateSecretRoute,
  shownSecretSchema,
  signingSecretRoute,
  signingSecretSchema,
} from '#shared/api/signing.ts'
import { request } from '../../api/client.ts'

const post = async (path: string, body: object): Promise<string> =>
  (await request(shownSecretSchema, path, { method: 'POST', body })).secret

/** What webhooks are signed with. */
export const signingClient = {
  facts: () => request(signingSecretSchema, signingSecretRoute),
  reveal: () => post(revealSecretRoute, {}),
  rotate: (overlapHours: number) => post(rotateSecretRoute, { overlapHours }),
  rotateOf: (receiver: string, overlapHours: number) =>
    post(receiverSecretRoute(receiver), { overlapHours }),
}
