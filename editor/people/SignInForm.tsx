import { t } from '../i18n/t.ts'
import { Entry, EntryForm } from './EntryForm.tsx'
import { peopleClient, welcome } from './peopleClient.ts'

/** E-mail and password. */
export function SignInForm({ email }: { readonly email?: string | undefined }) {
  return (
    <EntryForm
      label={t('Sign in')}
      onSubmit={async (fields) =>
        welcome(await peopleClient.signIn(fields['email'] ?? '', fields['password'] ?? ''))
      }
    >
      <Entry
        label={t('E-mail')}
        name="email"
        type="email"
        autoComplete="username"
        isFirst={email === undefined}
        {...(email === undefined ? {} : { defaultValue: email })}
      />
      <Entry
        label={t('Password')}
        name="password"
        type="password"
        autoComplete="current-password"
        isFirst={email !== undefined}
      />
    </EntryForm>
  )
}
