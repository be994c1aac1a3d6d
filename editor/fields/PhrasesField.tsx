import { IconX } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { useProblemAt } from './FormContext.ts'

interface PhrasesFieldProps {
  readonly label: string
  readonly path: string
  readonly phrases: readonly string[]
  readonly placeholder?: string
  /** @defaultValue 30 */
  readonly max?: number
  readonly onChange: (phrases: string[]) => void
}

/** Words a caller may say, as chips: Enter or a comma adds one, Backspace takes the last one away. */
export function PhrasesField(props: PhrasesFieldProps) {
  const { label, path, phrases, placeholder, max = 30, onChange } = props
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const problem = useProblemAt(path)
  const add = (text: string) => {
    const added = text
      .split(',')
      .map((phrase) => phrase.trim().slice(0, 200))
      .filter((phrase) => phrase !== '' && !phrases.includes(phrase))
    setDraft('')
    if (added.length > 0) onChange([...phrases, ...new Set(added)].slice(0, max))
  }
  return (
    <div>
      <div className="input phrases" aria-invalid={problem !== undefined}>
        {phrases.map((phrase) => (
          <span key={phrase} className="phrase">
            <span>{phrase}</span>
            <button
              type="button"
              aria-label={t('Remove “{phrase}”', { phrase })}
              onClick={() => {
                onChange(phrases.filter((other) => other !== phrase))
                input.current?.focus()
              }}
            >
              <IconX size={11} />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          aria-label={label}
          value={draft}
          placeholder={phrases.length === 0 ? placeholder : ''}
          data-native-undo={draft === '' ? undefined : true}
          onChange={(event) =>
            event.target.value.includes(',')
              ? add(event.target.value)
              : setDraft(event.target.value)
          }
          onBlur={() => add(draft)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault()
              add(draft)
            } else if (event.key === 'Backspace' && draft === '' && phrases.length > 0) {
              onChange(phrases.slice(0, -1))
            }
          }}
        />
      </div>
      {problem && (
        <p className="field-problem" data-severity={problem.severity}>
          {translate(problem.message)} {translate(problem.hint ?? '')}
        </p>
      )}
    </div>
  )
}
