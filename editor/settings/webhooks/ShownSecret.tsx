import '../../people/people.css'
import { t } from '../../i18n/t.ts'
import { ShownOnce } from '../../people/ShownOnce.tsx'

interface ShownSecretProps {
  readonly secret: string
  readonly onDone: () => void
}

/** A secret that the server will not show again. */
export const ShownSecret = ({ secret, onDone }: ShownSecretProps) => (
  <ShownOnce
    label={t('The secret that signs')}
    hint={t('Copy it to the receiver now: it is not shown again. Keep it as you keep a password.')}
    value={secret}
    onDone={onDone}
  />
)
