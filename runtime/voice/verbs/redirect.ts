import type { Redirect } from '#shared/fml/fml.ts'
import type { Next } from '../engine/callContext.ts'

/** Goes on with the document at another address. */
export const redirect = async (verb: Redirect): Promise<Next> => ({
  type: 'post',
  path: verb.url,
  form: { Reason: 'redirect' },
})
