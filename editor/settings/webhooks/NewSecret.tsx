import { Popover } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'

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
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      width={320}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="top-button"
          aria-label={title}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {label}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="popover" role="dialog" aria-label={title}>
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
        {make.isError && (
          <p className="field-problem" role="alert">
            {messageOf(make.error)}
          </p>
        )}
        <div className="popover-actions">
          <button type="button" className="top-button" onClick={() => setOpen(false)}>
            {t('Cancel')}
          </button>
          <button
            type="button"
            className="top-button top-primary"
            disabled={make.isPending}
            onClick={() => make.mutate()}
          >
            {t('Make another secret')}
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
