import { IconArrowRight, IconPlus, IconUnlink } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { searchSteps } from '../palette/searchSteps.ts'
import { useEditor } from '../state/EditorContext.ts'
import { targetsOf } from '../state/graph.ts'

/** Where a way may lead. */
export type WayChoice =
  | { readonly kind: 'step'; readonly id: string }
  | { readonly kind: 'new'; readonly type: string }
  | { readonly kind: 'nothing' }

interface WayChooserProps {
  /** The way: `1 · appointment`. */
  readonly title: string
  readonly isWired: boolean
  readonly at: { readonly top: number; readonly left: number }
  readonly onChoose: (choice: WayChoice) => void
  readonly onClose: () => void
}

interface Item {
  readonly key: string
  readonly label: string
  readonly icon: ReactNode
  readonly choice: WayChoice
}

/** Steps listed at a time; typing finds the others. */
const most = 40
const size = { width: 268, height: 340 }

/** Asks where a way leads: a step that is there, a new one, or nowhere. Type to search, Enter takes. */
export function WayChooser({ title, isWired, at, onChoose, onClose }: WayChooserProps) {
  const id = useId()
  const [query, setQuery] = useState('')
  // Enter on a way that leads somewhere must not unwire it.
  const [index, setIndex] = useState(isWired ? 1 : 0)
  const input = useRef<HTMLInputElement>(null)
  const targets = useEditor((state) => targetsOf(state.flow))
  useEffect(() => input.current?.focus(), [])
  const items = useMemo((): readonly Item[] => {
    const word = query.trim().toLowerCase()
    const there = targets
      .filter((target) => target.name.toLowerCase().includes(word))
      .slice(0, most)
      .map(
        (target): Item => ({
          key: target.id,
          label: target.name,
          icon: <IconArrowRight size={14} className="flips" />,
          choice: { kind: 'step', id: target.id },
        }),
      )
    const fresh = searchSteps(query).map(
      (definition): Item => ({
        key: `new ${definition.type}`,
        label: t('New: {title}', { title: translateTitle(definition.title) }),
        icon: <StepIcon type={definition.type} />,
        choice: { kind: 'new', type: definition.type },
      }),
    )
    const nothing: Item = {
      key: 'nothing',
      label: t('Leads nowhere'),
      icon: <IconUnlink size={14} />,
      choice: { kind: 'nothing' },
    }
    return [...(isWired && word === '' ? [nothing] : []), ...there, ...fresh]
  }, [targets, query, isWired])
  const active = Math.min(index, items.length - 1)
  const option = (place: number) => `${id}-${place}`
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  return (
    <>
      <button
        type="button"
        className="way-backdrop"
        aria-label={t('Close')}
        tabIndex={-1}
        onClick={onClose}
      />
      <div
        className="way-chooser"
        role="dialog"
        aria-label={t('Where “{way}” leads', { way: title })}
        style={{
          left: Math.min(at.left, window.innerWidth - size.width - 8),
          top: Math.min(at.top, window.innerHeight - size.height - 8),
        }}
      >
        <input
          ref={input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? option(active) : undefined}
          aria-label={t('Search steps and new steps')}
          placeholder={t('Where does this lead?')}
          value={query}
          data-native-undo
          onChange={(event) => {
            setQuery(event.target.value)
            setIndex(0)
          }}
          onKeyDown={(event) => {
            const picked = items[active]
            if (event.key === 'Escape' || event.key === 'Tab') onClose()
            else if (event.key === 'ArrowDown') setIndex(Math.min(active + 1, items.length - 1))
            else if (event.key === 'ArrowUp') setIndex(Math.max(active - 1, 0))
            else if (event.key === 'Enter' && picked) onChoose(picked.choice)
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          className="way-options"
          aria-label={t('Steps')}
        >
          {items.map((item, place) => (
            <div
              key={item.key}
              id={option(place)}
              role="option"
              tabIndex={-1}
              aria-selected={place === active}
              className="way-option"
              onPointerDown={(event) => {
                event.preventDefault()
                onChoose(item.choice)
              }}
            >
              <span className="way-option-icon" aria-hidden="true">
                {item.choice.kind === 'new' ? <IconPlus size={11} /> : null}
                {item.icon}
              </span>
              <span className="way-option-name">{item.label}</span>
            </div>
          ))}
        </div>
        {items.length === 0 && <p className="way-none">{t('No step is called that.')}</p>}
      </div>
    </>
  )
}
