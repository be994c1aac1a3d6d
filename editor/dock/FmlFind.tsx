import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { t } from '../i18n/t.ts'

interface FmlFindProps {
  readonly words: string
  readonly count: number
  /** Which of them is shown, counted from 0. */
  readonly current: number
  readonly onWords: (words: string) => void
  readonly onCurrent: (current: number) => void
  readonly onClose: () => void
}

/** Finds words in the FML: Enter goes to the next place, Shift+Enter back, Escape closes. */
export function FmlFind({ words, count, current, onWords, onCurrent, onClose }: FmlFindProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const go = (step: number) => {
    if (count > 0) onCurrent((current + step + count) % count)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className="fml-find">
      <input
        ref={input}
        className="input"
        aria-label={t('Find in the FML')}
        placeholder={t('Find in the FML')}
        value={words}
        data-native-undo
        onChange={({ target }) => onWords(target.value)}
        onKeyDown={onKeyDown}
      />
      <span className="faint fml-find-count" role="status">
        {words.trim() !== '' &&
          (count === 0
            ? t('Not found')
            : t('{current} of {count}', { current: current + 1, count }))}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={t('Previous place')}
        onClick={() => go(-1)}
      >
        <IconChevronUp size={15} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('Next place')}
        onClick={() => go(1)}
      >
        <IconChevronDown size={15} />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('Close the search')}
        onClick={onClose}
      >
        <IconX size={15} />
      </button>
    </search>
  )
}
