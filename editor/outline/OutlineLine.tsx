import { IconArrowRight, IconChevronRight, IconPencil, IconTrash } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { limits } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { isEntry } from '../state/entry.ts'
import type { OutlineRow } from './outlineOf.ts'
import { headingTitle, sayRow } from './sayRow.ts'

export const rowHeight = 30

interface OutlineLineProps {
  readonly row: OutlineRow
  readonly index: number
  readonly place: { readonly at: number; readonly of: number }
  readonly isActive: boolean
  readonly isSelected: boolean
  readonly isRenaming: boolean
  readonly problems: number
  readonly onPress: () => void
  readonly onToggle: () => void
  readonly onChoose: (line: HTMLElement) => void
  readonly onRename: (name: string | null) => void
  readonly onWishRename: () => void
  readonly onDelete: () => void
}

/** One line of the outline: a step, one of its ways out, or a heading. */
export function OutlineLine(props: OutlineLineProps) {
  const { row, index, place, isActive, isSelected, problems } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of its lines
    <div
      role="treeitem"
      className="outline-row"
      data-key={row.key}
      data-kind={row.kind}
      aria-level={row.level}
      aria-setsize={place.of}
      aria-posinset={place.at}
      aria-selected={isSelected}
      aria-expanded={row.kind === 'way' || isLeaf(row) ? undefined : row.isOpen}
      aria-label={sayRow(row, problems)}
      tabIndex={isActive ? 0 : -1}
      style={{ top: index * rowHeight, height: rowHeight, paddingInlineStart: row.level * 14 - 6 }}
      onClick={props.onPress}
    >
      <Content {...props} />
    </div>
  )
}

const isLeaf = (row: OutlineRow): boolean => row.kind === 'step' && row.ways === 0

function Content(props: OutlineLineProps) {
  const { row } = props
  switch (row.kind) {
    case 'heading':
      return (
        <>
          <Chevron {...props} isOpen={row.isOpen} />
          <span className="outline-heading">{headingTitle(row.name)}</span>
          <span className="outline-count">{row.count}</span>
        </>
      )
    case 'way':
      return <Way {...props} row={row} />
    case 'step':
      return <Step {...props} row={row} />
  }
}

type Of<Kind extends OutlineRow['kind']> = OutlineLineProps & {
  readonly row: Extract<OutlineRow, { kind: Kind }>
}

function Step(props: Of<'step'>) {
  const { row, isRenaming, problems } = props
  return (
    <>
      {row.ways > 0 ? (
        <Chevron {...props} isOpen={row.isOpen} />
      ) : (
        <span className="outline-chevron" />
      )}
      <StepIcon type={row.node.type} />
      {isRenaming ? (
        <NameInput name={row.node.name} onDone={props.onRename} />
      ) : (
        <>
          <span className="outline-name" dir="auto">
            {row.node.name}
          </span>
          {problems > 0 && <span className="outline-problem" aria-hidden="true" />}
          <span className="outline-tools">
            <button
              type="button"
              tabIndex={-1}
              className="icon-button"
              aria-label={t('Rename {name}', { name: row.node.name })}
              title={t('Rename (F2)')}
              onClick={(event) => {
                event.stopPropagation()
                props.onWishRename()
              }}
            >
              <IconPencil size={13} />
            </button>
            {!isEntry(row.node.type) && (
              <button
                type="button"
                tabIndex={-1}
                className="icon-button"
                aria-label={t('Delete {name}', { name: row.node.name })}
                title={t('Delete')}
                onClick={(event) => {
                  event.stopPropagation()
                  props.onDelete()
                }}
              >
                <IconTrash size={13} />
              </button>
            )}
          </span>
        </>
      )}
    </>
  )
}

function Way({ row, onChoose }: Of<'way'>) {
  const state = row.target ? 'wired' : row.port.unwired === 'error' ? 'bad' : 'open'
  return (
    <>
      <span className="outline-chevron" />
      <span className="outline-way" dir="auto">
        {translateTitle(row.port.title)}
      </span>
      <button
        type="button"
        tabIndex={-1}
        className="outline-target"
        data-state={state}
        aria-label={t('Where “{way}” leads', { way: translateTitle(row.port.title) })}
        onClick={(event) => {
          event.stopPropagation()
          const line = event.currentTarget.closest<HTMLElement>('[role="treeitem"]')
          if (line) onChoose(line)
        }}
      >
        <IconArrowRight size={12} className="flips" aria-hidden="true" />
        <span dir="auto">{row.target?.name ?? t('open')}</span>
      </button>
    </>
  )
}

function Chevron({ isOpen, onToggle }: OutlineLineProps & { readonly isOpen: boolean }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="outline-chevron"
      data-open={isOpen}
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
    >
      <IconChevronRight size={13} className="flips" />
    </button>
  )
}

interface NameInputProps {
  readonly name: string
  /** Null: as it was. */
  readonly onDone: (name: string | null) => void
}

function NameInput({ name, onDone }: NameInputProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.key === 'Enter') onDone(event.currentTarget.value)
    if (event.key === 'Escape') onDone(null)
  }
  return (
    <input
      className="input outline-input"
      aria-label={t('New name')}
      defaultValue={name}
      maxLength={limits.name}
      // biome-ignore lint/a11y/noAutofocus: the field appears because the person asked for it
      autoFocus
      data-native-undo
      onFocus={(event) => event.currentTarget.select()}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={onKeyDown}
      onBlur={(event) => onDone(event.currentTarget.value)}
    />
  )
}
