import type { ProviderFailure } from '#shared/api/providers.ts'
import { t } from '../../i18n/t.ts'

type Code = ProviderFailure['code']
type Said = readonly [what: string, mend: string]

/** What failed, and how to mend it. */
export function failureText({ code, status }: ProviderFailure): Said {
  const answered = status === null ? '' : ` (${status})`
  const [what, mend] = texts()[code]
  return [`${what}${answered}`, mend]
}

const texts = (): Readonly<Record<Code, Said>> => ({
  name: [
    t('There is no server of that name'),
    t(
      'Check the address for a slip. Behind a proxy, its name must be known on the computer that runs FML Studio.',
    ),
  ],
  refused: [
    t('Nothing answers at that address'),
    t(
      'Check that the server runs and the port is right. A program in a container is at another address than 127.0.0.1.',
    ),
  ],
  tls: [
    t('The connection cannot be encrypted'),
    t(
      'Its certificate is not valid for this address, or it speaks http and not https. For an authority of your own set NODE_EXTRA_CA_CERTS.',
    ),
  ],
  redirect: [
    t('The server sends requests elsewhere'),
    t('Enter the address it leads to: a key is sent to no address that nobody entered.'),
  ],
  key: [
    t('The key was refused'),
    t('Enter it again, and check that its account may use this model.'),
  ],
  model: [
    t('There is no such model there'),
    t(
      'Choose one from its list. On Azure it is the name of your deployment, with Ollama run “ollama pull” first.',
    ),
  ],
  quota: [t('The account has no credit left'), t('Top it up, or choose another provider.')],
  busy: [
    t('The server takes no more requests now'),
    t(
      'Wait a minute and try again. When it stays so, ask for a higher limit or choose a fallback.',
    ),
  ],
  slow: [
    t('The answer took too long'),
    t(
      'Callers would hear silence. Choose a smaller model, or a server that is nearer or less busy.',
    ),
  ],
  silent: [
    t('The model said nothing'),
    t('Choose another model: this one is not made for conversations.'),
  ],
  broken: [
    t('The answer broke off'),
    t('Try again. When it stays so, look at the log of that server.'),
  ],
  rejected: [
    t('The server does not take such requests'),
    t('Its own words below say which part. Choose another model or a newer version of the server.'),
  ],
  address: [
    t('What answers there is no server of models'),
    t('The address usually ends in /v1. Leave out what follows it, such as /chat/completions.'),
  ],
  noTools: [
    t('It speaks, but calls no tools'),
    t('Agents collect values and leave by tools. Choose a model that can call tools.'),
  ],
  noAudio: [
    t('What came is no sound'),
    t('The server must answer with a WAV file of 16 bits. Check model and voice.'),
  ],
  misheard: [
    t('It understood something else'),
    t('The sentence was said by the built-in voice. With people it may do better: call and see.'),
  ],
})
