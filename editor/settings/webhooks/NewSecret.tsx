import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { PopoverQuestion } from '../../shell/PopoverQuestion.tsx'

interface NewSecretProps {
  readonly label: string
  readonly title: string
  readonly rotate: (overlapHours: number) => Promise<string>
  readonly onMade: (secret: string) => void
}

/** Hours that two secrets may sign side by side. */
const overlaps = [0, 1, 24, 168] as const

const overlapTitle = (hours: number): string => {
  if (hours === 0) return t('It stops signing now')
  return hours === 168
    ? t('It signs as well for a week')
    : t('It signs as well for {hours, plural, one {# hour} other {# hours}}', { hours })
}

/** Makes another secret, once the person has said what becomes of the one before. */
export function NewSecret({ label, title, rotate, onMade }: NewSecretProps) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const [overlap, setOverlap] = useState(24)
  const make = useMutation({
    mutationFn: () => rotate(overlap),
    onSuccess: (secret) => {
      setOpen(false)
      onMade(secret)
    },
  })
  return (
    <PopoverQuestion
      title={title}
      button={label}
      className="top-button"
      position="bottom-start"
      isOpen={isOpen}
      onOpen={setOpen}
      problem={make.isError ? messageOf(make.error) : null}
      answer={{ title: t('Make another secret'), isBusy: make.isPending, give: make.mutate }}
    >
      <label className="field-label" htmlFor={id}>
        {t('The secret before')}
      </label>
      <select
        id={id}
        className="input"
        value={overlap}
        onChange={({ target }) => setOverlap(Number(target.value))}
      >
        {overlaps.map((hours) => (
          <option key={hours} value={hours}>
            {overlapTitle(hours)}
          </option>
        ))}
      </select>
      <p className="field-hint">
        {t('While both sign, a webhook holds two signatures: a receiver needs to know one.')}
      </p>
    </PopoverQuestion>
  )
}
