import './nodeColor.css'
import './selectionMenu.css'
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import { nodeColors } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { keyTitle } from '../flowEditor/keyTitle.ts'
import { t } from '../i18n/t.ts'
import { simulate } from '../simulator/request.ts'
import { deleteSelection } from '../state/commands.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf, openPorts } from '../state/graph.ts'
import { canvasActions } from './canvasActions.ts'
import { colorTitle } from './colorTitle.ts'
import type { ScreenPoint } from './pointer.ts'
import { colorSelection } from './selectionActions.ts'
import { closeSelectionMenu } from './selectionMenuStore.ts'
import { canExpand, collapseSelection, expandSelection } from './subflowActions.ts'

/** What can be done with the selected steps, at the mouse. */
export function SelectionMenu({ at }: { readonly at: ScreenPoint }) {
  const store = useEditorStore()
  const menu = useRef<HTMLDivElement>(null)
  const selection = useEditor((state) => state.selection.nodes)
  const flow = useEditor((state) => state.flow)
  const nodes = selection.flatMap((id) => nodeOf(flow, id) ?? [])
  const [only, second] = nodes
  const single = second ? undefined : only
  const color = nodes.every((node) => node.color === only?.color)
    ? (only?.color ?? null)
    : undefined
  useMenuPlace(menu, at)
  return (
    <>
      <button
        type="button"
        className="selection-menu-backdrop"
        aria-label={t('Close')}
        tabIndex={-1}
        onClick={closeSelectionMenu}
        onContextMenu={(event) => {
          event.preventDefault()
          closeSelectionMenu()
        }}
      />
      <div
        ref={menu}
        className="selection-menu"
        role="menu"
        aria-label={t('Selected steps')}
        onKeyDown={moveFocus}
      >
        <fieldset className="selection-colors">
          <legend className="visually-hidden">{t('Colour')}</legend>
          {[null, ...nodeColors].map((one) => (
            <button
              key={one ?? 'none'}
              type="button"
              role="menuitemradio"
              tabIndex={-1}
              className="selection-color"
              aria-checked={one === color}
              aria-label={colorTitle(one)}
              title={colorTitle(one)}
              data-color={one ?? undefined}
              onClick={() => act(() => colorSelection(store, one))}
            />
          ))}
        </fieldset>
        <hr />
        {single && openPorts(flow, single).length > 0 && (
          <Item title={t('Add a step after it')} keys="A" run={() => canvasActions()?.askNext()} />
        )}
        {single && definitionOf(single.type)?.executes && (
          <Item
            title={t('Simulate from here')}
            run={() => simulate({ flow: flow.id, setup: { entry: single.id } })}
          />
        )}
        <Item title={t('Duplicate')} keys="Mod+D" run={() => canvasActions()?.duplicate()} />
        <Item title={t('Copy')} keys="Mod+C" run={() => canvasActions()?.copy()} />
        <hr />
        <Item title={t('Collapse into a subflow')} run={() => void collapseSelection(store)} />
        {single && canExpand(single) && (
          <Item title={t('Expand this subflow')} run={() => void expandSelection(store)} />
        )}
        <hr />
        <Item title={t('Delete')} keys="Delete" run={() => deleteSelection(store)} />
      </div>
    </>
  )
}

const act = (run: () => void): void => {
  closeSelectionMenu()
  run()
}

interface ItemProps {
  readonly title: ReactNode
  readonly keys?: string
  readonly run: () => void
}

function Item({ title, keys, run }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="selection-item"
      onClick={() => act(run)}
    >
      <span>{title}</span>
      {keys !== undefined && <kbd>{keyTitle(keys)}</kbd>}
    </button>
  )
}

/** Inside the window, with the focus in it; the focus goes back to where it was. */
function useMenuPlace(menu: { readonly current: HTMLDivElement | null }, at: ScreenPoint): void {
  useLayoutEffect(() => {
    const element = menu.current
    if (!element) return
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(8, Math.min(at.x, window.innerWidth - width - 8))}px`
    element.style.top = `${Math.max(8, Math.min(at.y, window.innerHeight - height - 8))}px`
  }, [menu, at])
  useEffect(() => {
    const before = document.activeElement
    menu.current?.querySelector<HTMLElement>('.selection-item')?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [menu])
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  event.stopPropagation()
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault()
    closeSelectionMenu()
    return
  }
  const by = steps[event.key]
  if (by === undefined) return
  event.preventDefault()
  const items = Array.from(event.currentTarget.querySelectorAll('button'))
  const at = items.findIndex((one) => one.matches(':focus'))
  items[(at + by + items.length) % items.length]?.focus()
}
