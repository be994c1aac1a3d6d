import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { t } from '../i18n/t.ts'
import { talkValues } from './talkValues.ts'
import { useSimulator } from './useSimulator.ts'

/** Variables and what the steps collected, as they are now; what the last turn changed is marked. */
export function ValuesView() {
  const talk = useSimulator((simulator) => simulator.talk)
  const changing = useSimulator((simulator) => simulator.changing)
  const program = useSimulator((simulator) => simulator.program)
  const [shown, setShown] = useState(false)
  const values = useMemo(() => {
    const turns = talk?.turns ?? []
    const at = changing ?? turns.length - 1
    const now = turns[at]
    return program && now ? talkValues(program, now.session, turns[at - 1]?.session ?? null) : []
  }, [talk, changing, program])
  const hasSecrets = values.some(({ isSensitive }) => isSensitive)
  if (values.length === 0) {
    return (
      <p className="sim-none">
        {t('No values yet: the flow has no variables, and no step has collected one.')}
      </p>
    )
  }
  return (
    <>
      <table className="sim-values" aria-label={t('Values')}>
        <tbody>
          {values.map(({ name, text, isChanged, isSensitive }) => (
            <tr key={name} data-changed={isChanged}>
              <th scope="row">{name}</th>
              <td>
                {isSensitive && !shown && text !== '' ? '•••' : text}
                {isChanged && <span className="sim-changed">{t('changed')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasSecrets && (
        <button
          type="button"
          className="small-button sim-secrets"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={13} /> : <IconEye size={13} />}
          {t('Show what is sensitive')}
        </button>
      )}
    </>
  )
}
