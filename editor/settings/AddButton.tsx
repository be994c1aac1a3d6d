import { IconPlus } from '@tabler/icons-react'

interface AddButtonProps {
  readonly label: string
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** Adds one more of what a section lists. */
export function AddButton({ label, disabled = false, onClick }: AddButtonProps) {
  return (
    <button type="button" className="top-button" disabled={disabled} onClick={onClick}>
      <IconPlus size={15} aria-hidden />
      {label}
    </button>
  )
}
