import './templateInput.css'
import { type KeyboardEvent, type UIEvent, useId, useRef, useState } from 'react'
import type { ValueAt } from '#shared/compile/valuesAt.ts'
import { t } from '../i18n/t.ts'
import type { FieldIds } from './Field.tsx'
import { useFormScope } from './FormContext.ts'
import { TemplatePaint } from './TemplatePaint.tsx'
import { valueAtCaret } from './templateParts.ts'
import { valueTitle } from './valueTitle.ts'

export interface TemplateInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  /** @defaultValue false */
  readonly singleLine?: boolean
  /** @defaultValue false */
  readonly mono?: boolean
  readonly maxLength?: number
  readonly ids?: FieldIds
  /** Offers names as soon as something is typed: for a field that holds one name. */
  readonly bare?: boolean
  /** Told which value the caret stands in. */
  readonly onValue?: (name: string | null) => void
}

/** Names offered at a time. */
const mostOffered = 40

/** The control of a template field, for forms that draw their own label. */
export function TemplateInput(props: TemplateInputProps) {
  const { label, value, onChange, ids, singleLine, bare, mono, placeholder, maxLength } = props
  const { values, seal } = useFormScope()
  const listId = useId()
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const paint = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<{ readonly from: number; readonly word: string } | null>(null)
  const [active, setActive] = useState(0)
  const found = open ? offer(values().values, open.word) : []
  const look = () => {
    const input = control.current
    if (!input) return
    const caret = input.selectionStart ?? 0
    props.onValue?.(valueAtCaret(input.value, caret))
    const before = input.value.slice(0, caret)
    const match = (bare ? /(?:^|\s)([\w.]*)$/ : /\{\{-?\s*([\w.]*)$/).exec(before)
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
    else if (event.key === 'Enter' || event.key === 'Tab') pick(picked.name)
    else if (event.key === 'Escape') setOpen(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const isOpen = found.length > 0
  const isPainted = !bare && value.includes('{{')
  const follow = (event: UIEvent<HTMLElement>) => {
    if (!paint.current) return
    paint.current.scrollTop = event.currentTarget.scrollTop
    paint.current.scrollLeft = event.currentTarget.scrollLeft
  }
  const shared = {
    ...(ids ?? { 'aria-label': label }),
    ref: control,
    className: `input${mono ? ' mono' : ''}${isPainted ? ' painted' : ''}`,
    value,
    placeholder,
    maxLength,
    autoComplete: 'off',
    spellCheck: !mono && !bare,
    'aria-autocomplete': 'list' as const,
    'aria-controls': isOpen ? listId : undefined,
    'aria-activedescendant': isOpen ? `${listId}-${active}` : undefined,
    onKeyDown,
    onKeyUp: (event: KeyboardEvent) => {
      if (!isOpen && /^(Arrow|Home|End)/.test(event.key)) {
        props.onValue?.(valueAtCaret(value, control.current?.selectionStart ?? 0))
      }
    },
    onScroll: follow,
    onBlur: () => {
      setOpen(null)
      seal()
    },
    onClick: look,
  }
  const change = (text: string) => {
    onChange(text)
    look()
  }
  return (
    <div className="suggest">
      {isPainted && (
        <TemplatePaint box={paint} source={value} singleLine={singleLine} mono={mono} />
      )}
      {singleLine || bare ? (
        <input
          {...shared}
          type="text"
          onChange={(event) => change(event.target.value)}
          onFocus={bare && value === '' ? look : undefined}
        />
      ) : (
        <textarea {...shared} rows={2} onChange={(event) => change(event.target.value)} />
      )}
      {isOpen && (
        <div
          id={listId}
          className="suggest-list"
          role="listbox"
          aria-label={t('Values of the call')}
        >
          {found.map((one, index) => (
            <div
              key={one.name}
              id={`${listId}-${index}`}
              ref={index === active ? intoView : undefined}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onPointerDown={(event) => {
                event.preventDefault()
                pick(one.name)
              }}
            >
              <span className="suggest-name">{one.name}</span>
              <span className="suggest-about" dir="auto">
                {valueTitle(one)}
              </span>
            </div>
          ))}
        </div>
      )}
      <span className="visually-hidden" aria-live="polite">
        {isOpen
          ? t('{count, plural, one {# value} other {# values}}', { count: found.length })
          : ''}
      </span>
    </div>
  )
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })

/** Values whose name holds a word; those that begin with it, or a part that does, come first. */
function offer(values: readonly ValueAt[], word: string): readonly ValueAt[] {
  const wanted = word.toLowerCase()
  const holding = values.filter(({ name }) => name !== word && name.toLowerCase().includes(wanted))
  const begins = ({ name }: ValueAt) =>
    name.startsWith(wanted) || name.includes(`.${wanted}`) ? 0 : 1
  return [...holding].sort((a, b) => begins(a) - begins(b)).slice(0, mostOffered)
}
