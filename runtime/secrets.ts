import { randomBytes } from 'node:crypto'
import type { Config } from './config.ts'
import type { Store } from './storage/store.ts'

/** Signs the turns of calls: the configured secret, else one that is made and kept on the first start. */
export const loadTurnSecret = async (
  config: Pick<Config, 'webhookSecret'>,
  store: Pick<Store, 'setting'>,
): Promise<string> =>
  config.webhookSecret ?? store.setting('webhookSecret', () => randomBytes(32).toString('hex'))
