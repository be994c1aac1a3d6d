import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useEditor } from '../state/EditorContext.ts'
import { rowHeight } from './OutlineLine.tsx'
import type { OutlineRow } from './outlineOf.ts'

/** Lines drawn above and below those in view. */
const margin = 6

/** The one line that the Tab key stops at, and the lines that are drawn at all. */
export function useActiveRow(rows: readonly OutlineRow[], box: RefObject<HTMLElement | null>) {
  const selected = useEditor(({ selection }) => selection.nodes[0] ?? null)
  const [active, setActive] = useState<string | null>(selected)
  const [view, setView] = useState({ top: 0, height: 600 })
  const wantsFocus = useRef(false)
  const found = rows.findIndex((row) => row.key === active)
  const at = found < 0 ? 0 : found

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const read = () => setView({ top: element.scrollTop, height: element.clientHeight })
    const observer = new ResizeObserver(read)
    observer.observe(element)
    element.addEventListener('scroll', read, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', read)
    }
  }, [box])

  const bringIntoView = (index: number) => {
    const element = box.current
    if (!element) return
    const top = index * rowHeight
    const { scrollTop, clientHeight } = element
    if (top < scrollTop) element.scrollTop = top
    else if (top + rowHeight > scrollTop + clientHeight) {
      element.scrollTop = top + rowHeight - clientHeight
    }
  }

  // What is selected elsewhere is where the keyboard goes on, unless it is inside the tree already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection moves the list
  useEffect(() => {
    if (selected === null || box.current?.contains(document.activeElement)) return
    setActive(selected)
    const index = rows.findIndex((row) => row.key === selected)
    if (index >= 0) bringIntoView(index)
  }, [selected])

  useLayoutEffect(() => {
    if (!wantsFocus.current || active === null) return
    const line = box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(active)}"]`)
    if (!line) return
    wantsFocus.current = false
    bringIntoView(at)
    line.focus({ preventScroll: true })
  })

  const first = Math.max(0, Math.floor(view.top / rowHeight) - margin)
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + margin)
  const drawn = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index)
  return {
    at,
    /** Places of the lines to draw: those in view, and the active one wherever it is. */
    drawn: rows.length > 0 && (at < first || at >= last) ? [...drawn, at] : drawn,
    /** Makes a line the active one; `focus` takes the keyboard there as soon as it is drawn. */
    activate: (key: string, focus: boolean) => {
      setActive(key)
      wantsFocus.current = focus
      const index = rows.findIndex((row) => row.key === key)
      if (index >= 0) bringIntoView(index)
    },
  }
}
