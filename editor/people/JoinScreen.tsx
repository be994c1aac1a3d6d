import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type OpenedLink, shortestPassword } from '#shared/api/people.ts'
import { messageOf } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { go } from '../router.ts'
import { Link } from '../shell/Link.tsx'
import { Door } from './Door.tsx'
import { Entry, EntryForm } from './EntryForm.tsx'
import { peopleClient, welcome } from './peopleClient.ts'
import { roleSummary, roleTitle } from './roleTitles.ts'

/** Where links lead: become the first admin, accept an invitation, choose another password. */
export function JoinScreen() {
  // Taken once: the address loses it when the link is used.
  const [token] = useState(() => window.location.hash.slice(1))
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: () => peopleClient.openLink(token),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (link.isError) {
    return (
      <Door>
        <h1>{t('This link does not open')}</h1>
        <p className="muted" role="alert">
          {messageOf(link.error)}
        </p>
        <p>
          <Link place={{ screen: 'flows' }}>{t('Go to the flows')}</Link>
        </p>
      </Door>
    )
  }
  return <Door>{link.data && <LinkForm link={link.data} token={token} />}</Door>
}

interface LinkFormProps {
  readonly link: OpenedLink
  readonly token: string
}

function LinkForm({ link, token }: LinkFormProps) {
  const isReset = link.kind === 'reset'
  const submit = async (fields: Readonly<Record<string, string>>) => {
    const { name = '', email = '', password = '' } = fields
    const entered = isReset ? { token, password } : { token, name, email, password }
    const who = await peopleClient.redeemLink(entered)
    // It is used up: nobody should look at it again.
    queryClient.removeQueries({ queryKey: ['link'] })
    go({ screen: 'flows' })
    welcome(who)
  }
  const words = wordsOf(link)
  return (
    <>
      <h1>{words.title}</h1>
      <p className="muted">{words.text}</p>
      <EntryForm label={words.button} onSubmit={submit}>
        {isReset ? (
          <Entry
            label={t('E-mail')}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={link.email ?? ''}
            readOnly
          />
        ) : (
          <>
            <Entry label={t('Name')} name="name" autoComplete="name" isFirst />
            <Entry label={t('E-mail')} name="email" type="email" autoComplete="username" />
          </>
        )}
        <Entry
          label={isReset ? t('New password') : t('Password')}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={shortestPassword}
          isFirst={isReset}
          hint={t('At least {count} characters. A few words are better than signs.', {
            count: shortestPassword,
          })}
        />
      </EntryForm>
    </>
  )
}

function wordsOf({ kind, role }: OpenedLink): { title: string; text: string; button: string } {
  switch (kind) {
    case 'owner':
      return {
        title: t('Become the first admin'),
        text: t('This account manages the installation and invites the others.'),
        button: t('Create the account'),
      }
    case 'invite':
      return {
        title: t('You are invited'),
        text: t('Your role: {role}. {summary}', {
          role: roleTitle(role),
          summary: roleSummary(role),
        }),
        button: t('Create the account'),
      }
    case 'reset':
      return {
        title: t('Choose a new password'),
        text: t('It ends your sessions everywhere else.'),
        button: t('Set the password'),
      }
  }
}
