import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { ProblemNote } from './Field.tsx'

interface Identified {
  readonly id: string
}

interface ListFieldProps<Item extends Identified> {
  readonly label: string
  readonly path: string
  /** What one item is called: `option`. */
  readonly noun: string
  readonly items: readonly Item[]
  readonly max: number
  readonly hint?: string
  readonly create: () => Item
  readonly onChange: (items: Item[]) => void
  readonly children: (item: Item, index: number) => ReactNode
}

/** Items in an order that matters: drag the grip, or use its arrow keys. */
export function ListField<Item extends Identified>(props: ListFieldProps<Item>) {
  const { label, path, noun, items, max, hint, create, onChange, children } = props
  const [dragged, setDragged] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const rows = useRef<HTMLDivElement>(null)
  const moved = useRef<number | null>(null)
  const move = (from: number, to: number) => {
    const item = items[from]
    if (!item || to < 0 || to >= items.length || to === from) return
    const rest = items.filter((_, index) => index !== from)
    onChange([...rest.slice(0, to), item, ...rest.slice(to)])
    setSaid(
      t('{noun} is number {number} of {count} now.', { noun, number: to + 1, count: items.length }),
    )
    moved.current = to
  }
  // The keyboard stays with what was moved, whose line may be another one now.
  useLayoutEffect(() => {
    if (moved.current === null) return
    const grips = rows.current?.querySelectorAll<HTMLElement>(
      ':scope > .row > .row-line > .row-grip',
    )
    grips?.[moved.current]?.focus()
    moved.current = null
  })
  return (
    <fieldset className="list" data-path={path}>
      <legend className="field-label">{label}</legend>
      <div ref={rows} className="rows">
        {items.map((item, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop; the grip is the control
          <div
            key={item.id}
            className="row"
            data-over={sideOf(over === index ? dragged : null, index)}
            data-path={`${path}.${index}`}
            data-dragged={dragged === index}
            onDragOver={(event) => {
              if (dragged === null) return
              event.preventDefault()
              event.stopPropagation()
              setOver(index)
            }}
            onDrop={(event) => {
              event.preventDefault()
              if (dragged !== null) move(dragged, index)
            }}
          >
            <div className="row-line">
              <button
                type="button"
                className="row-grip"
                draggable
                aria-label={t('Move {noun} {number}', { noun, number: index + 1 })}
                title={t('Drag, or use the arrow keys')}
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move'
                  event.dataTransfer.setData('text/plain', String(index))
                  setDragged(index)
                }}
                onDragEnd={() => {
                  setDragged(null)
                  setOver(null)
                }}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowUp') move(index, index - 1)
                  else if (event.key === 'ArrowDown') move(index, index + 1)
                  else return
                  event.preventDefault()
                  event.stopPropagation()
                }}
              >
                <IconGripVertical size={13} />
              </button>
              <div className="row-main">{children(item, index)}</div>
              <button
                type="button"
                className="icon-button row-remove"
                aria-label={t('Remove {noun} {number}', { noun, number: index + 1 })}
                onClick={() => onChange(items.filter((other) => other !== item))}
              >
                <IconX size={14} />
              </button>
            </div>
          </div>
        ))}
      </div>
      <ProblemNote path={path} />
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
      {hint && <p className="field-hint">{hint}</p>}
      {items.length < max && (
        <button
          type="button"
          className="small-button list-add"
          onClick={() => onChange([...items, create()])}
        >
          <IconPlus size={13} />
          {/^[aeiou]/.test(noun) ? t('Add an {noun}', { noun }) : t('Add a {noun}', { noun })}
        </button>
      )}
    </fieldset>
  )
}

/** On which side of a line a dragged one would land; undefined where it is. */
const sideOf = (dragged: number | null, index: number): 'before' | 'after' | undefined =>
  dragged === null || dragged === index ? undefined : dragged < index ? 'after' : 'before'
