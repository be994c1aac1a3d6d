import { useEffect } from 'react'
import { openQuickCommand } from '../shell/quickStore.ts'
import {
  type Clip,
  copySelection,
  deleteSelection,
  nudgeSelection,
  pasteClip,
} from '../state/commands.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { backToDraft, isLooking } from '../versions/versionsStore.ts'

let clip: Clip | null = null

const isMac = navigator.platform.startsWith('Mac')

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
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [store])
}

/** Nothing edits while an old version is on the canvas: Escape leads back to the draft. */
function onLookingKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || isElsewhere(event.target)) return
  event.preventDefault()
  backToDraft()
}

/** True in a place where a key means text. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'))
  )
}

/** True where the page's own undo would be a surprise: a search, a name not yet given. */
const hasOwnUndo = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[data-native-undo]') !== null

/** True where keys belong to something else: dialogs, menus, the phone. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('[role="dialog"], [role="menu"], [data-keys="own"]') !== null

const hasTextSelection = (): boolean => (window.getSelection()?.toString() ?? '') !== ''

function onCommand(store: EditorStore, event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase()
  const { undo, redo } = store.getState()
  if (key === 'k') {
    openQuickCommand()
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

/** Commands on the selected steps. */
function onSelectionCommand(store: EditorStore, key: string): boolean {
  const { flow, select } = store.getState()
  switch (key) {
    case 'a':
      select({ nodes: flow.nodes.map((node) => node.id) })
      return true
    case 'c': {
      if (hasTextSelection()) return false
      clip = copySelection(store) ?? clip
      return clip !== null
    }
    case 'x': {
      const cut = copySelection(store)
      if (!cut) return false
      clip = cut
      deleteSelection(store)
      return true
    }
    case 'v':
      if (clip) pasteClip(store, clip)
      return clip !== null
    case 'd': {
      const copied = copySelection(store)
      if (copied) pasteClip(store, copied)
      return true
    }
    default:
      return false
  }
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

const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, summary, [role="separator"], .cm-editor') !== null

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
