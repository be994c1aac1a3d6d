import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../i18n/t.ts'

interface PopoverButtonProps {
  /** Names the button and what it opens. */
  readonly title: string
  /** What is seen of the button. */
  readonly button: ReactNode
  readonly className: string
  /** Shown beside a button that is only a picture. */
  readonly hint?: string
  readonly position: 'bottom-start' | 'bottom-end' | 'right-end'
  readonly isHidden?: boolean
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
  readonly children: ReactNode
}

/** A button with what it opens beside it, which has the keyboard until it is closed and then gives it back. */
export function PopoverButton({ title, button, className, hint, ...props }: PopoverButtonProps) {
  const { position, isHidden = false, isOpen, onOpen, children } = props
  return (
    <Popover
      opened={isOpen}
      onChange={onOpen}
      position={position}
      width={300}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={className}
          aria-label={title}
          aria-expanded={isOpen}
          title={hint}
          hidden={isHidden}
          onClick={() => onOpen(!isOpen)}
        >
          {button}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="popover" role="dialog" aria-label={title}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}

interface PopoverQuestionProps extends PopoverButtonProps {
  /** Why the answer could not be carried out; null: nothing is wrong. */
  readonly problem: string | null
  readonly answer: {
    readonly title: string
    readonly isDangerous?: boolean
    readonly isBusy?: boolean
    readonly give: () => void
  }
}

/** A button that asks something before it does anything. */
export function PopoverQuestion({ problem, answer, children, ...frame }: PopoverQuestionProps) {
  const tone = answer.isDangerous ? 'top-danger' : 'top-primary'
  return (
    <PopoverButton {...frame}>
      {children}
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="popover-actions">
        <button type="button" className="top-button" onClick={() => frame.onOpen(false)}>
          {t('Cancel')}
        </button>
        <button
          type="button"
          className={`top-button ${tone}`}
          aria-busy={answer.isBusy ?? false}
          onClick={answer.isBusy ? undefined : answer.give}
        >
          {answer.title}
        </button>
      </div>
    </PopoverButton>
  )
}
