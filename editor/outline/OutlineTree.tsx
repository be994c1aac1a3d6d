import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { problemsOf } from '../state/problems.ts'
import { OutlineLine, rowHeight } from './OutlineLine.tsx'
import { addAfter, type Done, deleteStep, leadTo, renameStep } from './outlineEdits.ts'
import { type OutlineRow, parentOf, placeOf } from './outlineOf.ts'
import { useActiveRow } from './useActiveRow.ts'
import { type WayChoice, WayChooser } from './WayChooser.tsx'

interface OutlineTreeProps {
  readonly rows: readonly OutlineRow[]
  readonly onToggle: (key: string, open: boolean) => void
}

interface Choosing {
  readonly node: string
  readonly port: string
  readonly title: string
  readonly isWired: boolean
  readonly at: { readonly top: number; readonly left: number }
}

/** Lines a page key goes over. */
const page = 12

/** The lines of the outline, of which only those in view are drawn, with their keys. */
export function OutlineTree({ rows, onToggle }: OutlineTreeProps) {
  const store = useEditorStore()
  const box = useRef<HTMLDivElement>(null)
  const { at, drawn, activate } = useActiveRow(rows, box)
  const selection = useEditor((state) => state.selection)
  const selected = useMemo(() => new Set(selection.nodes), [selection])
  const diagnostics = useEditor((state) => state.diagnostics)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [choosing, setChoosing] = useState<Choosing | null>(null)
  const [said, setSaid] = useState('')

  const done = (result: Done | null) => {
    if (!result) return
    setSaid(result.said)
    activate(result.focus, true)
  }
  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    activate(row.key, true)
    if (row.kind !== 'heading') store.getState().select({ nodes: [row.node.id] })
  }
  const press = (row: OutlineRow) => {
    activate(row.key, true)
    if (row.kind === 'heading') return onToggle(row.key, !row.isOpen)
    store.getState().select({ nodes: [row.node.id] })
    store.getState().bringIntoView(row.node.id, 'near')
  }
  const choose = (row: OutlineRow, line: HTMLElement) => {
    if (row.kind !== 'way') return
    activate(row.key, false)
    const { bottom, left } = line.getBoundingClientRect()
    setChoosing({
      node: row.node.id,
      port: row.port.id,
      title: translateTitle(row.port.title),
      isWired: row.target !== null,
      at: { top: bottom + 2, left: left + 12 },
    })
  }
  const remove = (row: OutlineRow) => {
    if (row.kind === 'way' && row.target) {
      done(leadTo(store, { node: row.node.id, port: row.port.id }, null))
    }
    if (row.kind !== 'step') return
    const index = rows.indexOf(row)
    const next = rows.slice(index + 1).find((other) => other.kind === 'step')
    const before = rows.slice(0, index).findLast((other) => other.kind === 'step')
    done(deleteStep(store, row.node.id, (next ?? before)?.key ?? ''))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[at]
    const line = event.target
    if (!row || !(line instanceof HTMLElement) || line.getAttribute('role') !== 'treeitem') return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const action = actionOf(event.key, row, at, rows)
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    switch (action.type) {
      case 'go':
        return goTo(action.to)
      case 'toggle':
        return onToggle(row.key, action.open)
      case 'press':
        return row.kind === 'way' ? choose(row, line) : press(row)
      case 'rename':
        return row.kind === 'step' ? setRenaming(row.key) : undefined
      case 'delete':
        return remove(row)
    }
  }
  return (
    <>
      <div ref={box} className="outline-box">
        <div
          role="tree"
          aria-label={t('Steps of this flow')}
          aria-description={t(
            'Enter shows a step or says where a way leads, F2 renames, Delete removes.',
          )}
          data-keys="own"
          tabIndex={-1}
          className="outline-tree"
          style={{ height: rows.length * rowHeight }}
          onKeyDown={onKeyDown}
          onFocus={({ target }) => {
            // A screen reader goes to any line, not only to the active one.
            const key = target.getAttribute('data-key')
            if (key !== null && key !== rows[at]?.key) activate(key, false)
          }}
        >
          {drawn.map((index) => {
            const row = rows[index]
            return (
              row && (
                <OutlineLine
                  key={row.key}
                  row={row}
                  index={index}
                  place={placeOf(rows, index)}
                  isActive={index === at}
                  isSelected={row.kind === 'step' && selected.has(row.key)}
                  isRenaming={renaming === row.key}
                  problems={row.kind === 'step' ? problemsOf(diagnostics, row.key).length : 0}
                  onPress={() => press(row)}
                  onToggle={() => row.kind !== 'way' && onToggle(row.key, !row.isOpen)}
                  onChoose={(line) => choose(row, line)}
                  onWishRename={() => {
                    activate(row.key, false)
                    setRenaming(row.key)
                  }}
                  onRename={(name) => {
                    if (renaming !== row.key) return
                    setRenaming(null)
                    activate(row.key, true)
                    if (name !== null) done(renameStep(store, row.key, name))
                  }}
                  onDelete={() => remove(row)}
                />
              )
            )
          })}
        </div>
      </div>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
      {choosing && (
        <WayChooser
          title={choosing.title}
          isWired={choosing.isWired}
          at={choosing.at}
          onClose={() => {
            setChoosing(null)
            activate(`${choosing.node} ${choosing.port}`, true)
          }}
          onChoose={(choice: WayChoice) => {
            setChoosing(null)
            if (choice.kind === 'new') done(addAfter(store, choosing, choice.type))
            else done(leadTo(store, choosing, choice.kind === 'step' ? choice.id : null))
          }}
        />
      )}
    </>
  )
}

type Action =
  | { readonly type: 'go'; readonly to: number }
  | { readonly type: 'toggle'; readonly open: boolean }
  | { readonly type: 'press' | 'rename' | 'delete' }

/** What a key means on a line. */
function actionOf(
  key: string,
  row: OutlineRow,
  at: number,
  rows: readonly OutlineRow[],
): Action | null {
  const isRtl = document.documentElement.dir === 'rtl'
  const [inward, outward] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
  const canFold = row.kind === 'heading' || (row.kind === 'step' && row.ways > 0)
  const isOpen = row.kind !== 'way' && row.isOpen
  switch (key) {
    case 'ArrowDown':
      return { type: 'go', to: at + 1 }
    case 'ArrowUp':
      return { type: 'go', to: at - 1 }
    case 'PageDown':
      return { type: 'go', to: at + page }
    case 'PageUp':
      return { type: 'go', to: at - page }
    case 'Home':
      return { type: 'go', to: 0 }
    case 'End':
      return { type: 'go', to: rows.length - 1 }
    case inward:
      if (!canFold) return null
      return isOpen ? { type: 'go', to: at + 1 } : { type: 'toggle', open: true }
    case outward:
      return canFold && isOpen
        ? { type: 'toggle', open: false }
        : { type: 'go', to: parentOf(rows, at) }
    case 'Enter':
    case ' ':
      return { type: 'press' }
    case 'F2':
      return { type: 'rename' }
    case 'Delete':
    case 'Backspace':
      return { type: 'delete' }
    default:
      return letterAction(key, at, rows)
  }
}

/** The next step whose name begins with a letter. */
function letterAction(key: string, at: number, rows: readonly OutlineRow[]): Action | null {
  if (key.length !== 1) return null
  const begins = (row: OutlineRow) =>
    row.kind === 'step' && row.node.name.toLowerCase().startsWith(key.toLowerCase())
  const after = rows.findIndex((row, index) => index > at && begins(row))
  const to = after < 0 ? rows.findIndex(begins) : after
  return to < 0 ? null : { type: 'go', to }
}
