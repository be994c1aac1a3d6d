import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { Field, type FieldIds } from './Field.tsx'
import { useFormScope } from './FormContext.ts'

interface TemplateFieldProps {
  readonly label: string
  readonly path: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string
  readonly placeholder?: string
  readonly aside?: ReactNode
  /** @defaultValue false */
  readonly singleLine?: boolean
  /** @defaultValue false */
  readonly mono?: boolean
  readonly maxLength?: number
}

/** Text that may hold `{{ a value of the call }}`: typing `{{` offers what there is. */
export function TemplateField(props: TemplateFieldProps) {
  const { label, path, hint, aside } = props
  return (
    <Field label={label} path={path} hint={hint} aside={aside}>
      {(ids) => <TemplateInput {...props} ids={ids} />}
    </Field>
  )
}

type TemplateInputProps = Omit<TemplateFieldProps, 'path' | 'hint' | 'aside'> & {
  readonly ids?: FieldIds
  /** Offers names as soon as something is typed: for a field that holds one name. */
  readonly bare?: boolean
  readonly className?: string
}

/** The control of a template field, for forms that draw their own label. */
export function TemplateInput(props: TemplateInputProps) {
  const { label, value, onChange, ids, singleLine, bare, mono, placeholder, maxLength } = props
  const { suggestions, seal } = useFormScope()
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [open, setOpen] = useState<{ readonly from: number; readonly word: string } | null>(null)
  const [active, setActive] = useState(0)
  const found = open
    ? suggestions.filter((name) => name.includes(open.word) && name !== open.word).slice(0, 30)
    : []
  const look = () => {
    const input = control.current
    if (!input) return
    const before = input.value.slice(0, input.selectionStart ?? 0)
    const match = (bare ? /^\s*([\w.]*)$/ : /\{\{-?\s*([\w.]*)$/).exec(before)
    setOpen(match ? { from: before.length - (match[1] ?? '').length, word: match[1] ?? '' } : null)
    setActive(0)
  }
  const pick = (name: string) => {
    const input = control.current
    if (!open || !input) return
    const after = value.slice(input.selectionStart ?? value.length)
    const closing = bare || /^\s*-?\}\}/.test(after) ? '' : ' }}'
    const lead = !bare && value[open.from - 1] === '{' ? ' ' : ''
    const head = `${value.slice(0, open.from)}${lead}${name}${closing}`
    onChange(head + after)
    setOpen(null)
    requestAnimationFrame(() => {
      input.focus()
      input.setSelectionRange(head.length, head.length)
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const picked = found[active]
    if (!open || !picked) return
    if (event.key === 'ArrowDown') setActive(Math.min(active + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0))
    else if (event.key === 'Enter' || event.key === 'Tab') pick(picked)
    else if (event.key === 'Escape') setOpen(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const shared = {
    ...(ids ?? { 'aria-label': label }),
    ref: control,
    className: `input${mono ? ' mono' : ''}`,
    value,
    placeholder,
    maxLength,
    autoComplete: 'off',
    spellCheck: !mono && !bare,
    onKeyDown,
    onBlur: () => {
      setOpen(null)
      seal()
    },
    onClick: look,
  }
  return (
    <div className="suggest">
      {singleLine || bare ? (
        <input
          {...shared}
          type="text"
          onChange={(event) => {
            onChange(event.target.value)
            look()
          }}
          onFocus={bare ? look : undefined}
        />
      ) : (
        <textarea
          {...shared}
          rows={2}
          onChange={(event) => {
            onChange(event.target.value)
            look()
          }}
        />
      )}
      {found.length > 0 && (
        <ul className="suggest-list" aria-label={t('Values of the call')}>
          {found.map((name, index) => (
            <li key={name}>
              <button
                type="button"
                tabIndex={-1}
                data-active={index === active}
                onPointerDown={(event) => {
                  event.preventDefault()
                  pick(name)
                }}
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
