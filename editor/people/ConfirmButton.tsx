import { useState } from 'react'
import { messageOf } from '../api/client.ts'
import { PopoverQuestion } from '../shell/PopoverQuestion.tsx'

interface ConfirmButtonProps {
  readonly label: string
  /** Names what it is about, for those who hear the button and not its row. */
  readonly title: string
  readonly question: string
  readonly onConfirm: () => Promise<unknown>
}

/** A button for what cannot be undone: it says what will happen, then does it. */
export function ConfirmButton({ label, title, question, onConfirm }: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const act = () => {
    setError(null)
    onConfirm().then(
      () => setOpen(false),
      (problem: unknown) => setError(messageOf(problem)),
    )
  }
  return (
    <PopoverQuestion
      title={title}
      button={label}
      className="small-button people-danger"
      position="bottom-end"
      isOpen={isOpen}
      onOpen={setOpen}
      problem={error}
      answer={{ title: label, isDangerous: true, give: act }}
    >
      <p>{question}</p>
    </PopoverQuestion>
  )
}
