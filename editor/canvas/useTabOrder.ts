import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import type { EditorStore } from '../state/editorStore.ts'
import { tabInto, tabOn } from './tabOrder.ts'

const drawingOf = (element: Element | null): Element | null =>
  element?.closest('.react-flow') ?? null

/** Tab on the canvas: steps first, in the order of a call, then wires. */
export function useTabOrder(store: EditorStore) {
  /** Set while the browser follows a Tab; `back` with Shift. */
  const tabbing = useRef<'on' | 'back' | null>(null)
  useEffect(() => {
    const onTab = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Tab') return
      tabbing.current = event.shiftKey ? 'back' : 'on'
      setTimeout(() => {
        tabbing.current = null
      })
    }
    document.addEventListener('keydown', onTab, true)
    return () => document.removeEventListener('keydown', onTab, true)
  }, [])
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const { key, target, shiftKey } = event
      if (key !== 'Tab' || event.defaultPrevented || !(target instanceof Element)) return
      const drawing = drawingOf(target)
      if (drawing && tabOn(drawing, store.getState().flow, target, shiftKey)) event.preventDefault()
    },
    onFocus: ({ target, relatedTarget }: FocusEvent) => {
      if (tabbing.current === null) return
      const drawing = drawingOf(target)
      const from = relatedTarget instanceof Element ? drawingOf(relatedTarget) : null
      if (!drawing || from === drawing) return
      const isBack = tabbing.current === 'back'
      tabbing.current = null
      tabInto(drawing, store.getState().flow, isBack)
    },
  }
}
