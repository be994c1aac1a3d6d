import { useEffect } from 'react'
import { canvasActions } from '../canvas/canvasActions.ts'
import { focusForm } from '../inspector/focusForm.ts'
import { openFind } from '../leftPanel/leftStore.ts'
import { closeQuickCommand, openQuickCommand } from '../shell/quickStore.ts'
import { openShortcutSheet } from '../shell/shortcutSheetStore.ts'
import { deleteSelection, nudgeSelection, zoomToSelection } from '../state/commands.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { backToDraft, isLooking } from '../versions/versionsStore.ts'
import { isControl, isElsewhere, isTyping } from './keyTargets.ts'
import { isMac } from './keyTitle.ts'

/** Keys of the editor. In a field, the keys of the field come first; undo is the editor's everywhere. */
export function useShortcuts(): void {
  const store = useEditorStore()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (isLooking()) return onLookingKey(event)
      const command = isMac ? event.metaKey : event.ctrlKey
      const done = command ? onCommand(store, event) : onKey(store, event)
      if (done) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      closeQuickCommand()
    }
  }, [store])
}

/** Nothing edits while an old version is on the canvas: Escape leads back to the draft. */
function onLookingKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || isElsewhere(event.target)) return
  event.preventDefault()
  backToDraft()
}

/** True where the page's own undo would be a surprise: a search, a name not yet given. */
const hasOwnUndo = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[data-native-undo]') !== null

/** True in a dialog, which holds the keyboard until it is closed. */
const isDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"]') !== null

function onCommand(store: EditorStore, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase()
  const { undo, redo } = store.getState()
  if (key === 'k') {
    openQuickCommand()
    return true
  }
  if (key === 'f' && !event.shiftKey && !isDialog(event.target)) {
    openFind()
    return true
  }
  if ((key === 'z' || key === 'y') && !hasOwnUndo(event.target)) {
    if (key === 'y' || event.shiftKey) redo()
    else undo()
    return true
  }
  if (key === 's') return true
  if (isTyping(event.target) || isElsewhere(event.target)) return false
  return onSelectionCommand(store, key)
}

/** Commands on the selected steps; copying and pasting are the browser's own, see `useClipboard`. */
function onSelectionCommand(store: EditorStore, key: string): boolean {
  const { flow, select } = store.getState()
  if (key === 'a') {
    select({ nodes: flow.nodes.map((node) => node.id) })
    return true
  }
  if (key !== 'd') return false
  canvasActions()?.duplicate()
  return true
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function onKey(store: EditorStore, event: KeyboardEvent): boolean {
  if (isElsewhere(event.target)) return false
  const { target } = event
  if (event.key === 'Escape') {
    if (isTyping(target) && target instanceof HTMLElement) target.blur()
    else store.getState().select({})
    return true
  }
  if (isTyping(target)) return false
  if (event.key === '?') {
    openShortcutSheet()
    return true
  }
  if (event.altKey) return false
  if (onLetter(store, event)) return true
  if (event.key === 'Delete' || event.key === 'Backspace') {
    deleteSelection(store)
    return true
  }
  const arrow = arrows[event.key]
  if (arrow && !isControl(target)) {
    const distance = event.shiftKey ? 90 : 18
    nudgeSelection(store, arrow[0] * distance, arrow[1] * distance)
    return store.getState().selection.nodes.length > 0
  }
  if (event.key === 'Enter' || event.key === ' ') return selectFocused(store, target)
  return false
}

/** Single letters: what one does all day. */
function onLetter(store: EditorStore, event: KeyboardEvent): boolean {
  if (event.code === 'Digit2' && event.shiftKey) {
    zoomToSelection(store)
    return true
  }
  const canvas = canvasActions()
  if (!canvas || event.shiftKey) return false
  if (event.key === 'a') canvas.askNext()
  else if (event.key === 'e') focusForm()
  else if (event.key === 'f') canvas.fit()
  else if (event.key === 't') canvas.tidy('all')
  else return false
  return true
}

/** Enter on a focused step or wire selects it. */
function selectFocused(store: EditorStore, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const id = target.getAttribute('data-id')
  if (id === null) return false
  if (target.matches('.react-flow__node')) store.getState().select({ nodes: [id] })
  else if (target.matches('.react-flow__edge')) store.getState().select({ edges: [id] })
  else return false
  return true
}
