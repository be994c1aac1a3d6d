import { IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { client, messageOf } from '../api/client.ts'
import { queryClient, usePlans } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { formatNumber } from './formatNumber.ts'

/** Callers of a number who get the saved draft, so that a change is heard on a real line before others hear it. */
export function TestCallers({ number }: { readonly number: string }) {
  const id = useId()
  const plans = usePlans()
  const reason = useReason('publisher')
  const [added, setAdded] = useState('')
  const testers = plans.data?.find((plan) => plan.number === number)?.testers ?? []
  const save = useMutation({
    mutationFn: (list: readonly string[]) => client.saveTesters(number, list),
    onSuccess: async () => {
      setAdded('')
      await queryClient.invalidateQueries({ queryKey: ['plans'] })
    },
  })
  const add = (event: FormEvent) => {
    event.preventDefault()
    const tester = added.replace(/[\s().-]/g, '')
    if (tester !== '') save.mutate([...testers, tester])
  }
  return (
    <section aria-label={t('Test callers')} className="test-callers">
      <h3 className="drawer-part">{t('Test callers')}</h3>
      <p className="faint">
        {t('They get the saved draft instead of the published version; all others do not.')}
      </p>
      {testers.length > 0 && (
        <ul className="test-callers-list">
          {testers.map((tester) => (
            <li key={tester} className="chip">
              {formatNumber(tester)}
              <button
                type="button"
                className="icon-button"
                aria-label={t('Remove {name}', { name: formatNumber(tester) })}
                disabled={reason !== null}
                onClick={() => save.mutate(testers.filter((one) => one !== tester))}
              >
                <IconX size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="test-callers-add" onSubmit={add}>
        <input
          id={id}
          className="input"
          dir="ltr"
          aria-label={t('Number of a test caller')}
          placeholder="+12025550199"
          maxLength={40}
          value={added}
          onChange={({ target }) => setAdded(target.value)}
        />
        <button
          type="submit"
          className="top-button"
          disabled={reason !== null || save.isPending || added.trim() === ''}
          title={reason ?? undefined}
        >
          {t('Add')}
        </button>
      </form>
      {save.isError && (
        <p className="field-problem" role="alert">
          {messageOf(save.error)}
        </p>
      )}
    </section>
  )
}
