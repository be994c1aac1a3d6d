import { useQuery } from '@tanstack/react-query'
import { credentialNamesQuery } from '../api/credentialsClient.ts'
import { t } from '../i18n/t.ts'
import { Link } from '../shell/Link.tsx'
import { Field } from './Field.tsx'

interface CredentialFieldProps {
  readonly path: string
  /** Empty: none. */
  readonly value: string
  readonly onChange: (name: string) => void
}

/** Which credential of the installation a request is sent with. */
export function CredentialField({ path, value, onChange }: CredentialFieldProps) {
  const { data = [] } = useQuery(credentialNamesQuery)
  const isListed = value === '' || data.some(({ name }) => name === value)
  const settings = (
    <Link place={{ screen: 'settings', section: 'credentials' }}>{t('Credentials')}</Link>
  )
  return (
    <Field
      label={t('Credential')}
      path={path}
      hint={
        <>
          {t('Kept on the server and added when the request is sent.')} {settings}
        </>
      }
    >
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        >
          <option value="">{t('None')}</option>
          {!isListed && <option value={value}>{value}</option>}
          {data.map(({ name, host }) => (
            <option key={name} value={name}>
              {name} · {host}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
