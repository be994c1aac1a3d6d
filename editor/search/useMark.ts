import { type RefObject, useEffect, useRef } from 'react'
import { type Mark, markStore } from './markStore.ts'

/** Milliseconds that a field stays marked. */
const shown = 2_600
/** Frames that a form may take to draw itself. */
const patience = 40

/** Marks the field that somebody jumped to once the form holds it: opens what hides it and scrolls it into sight. */
export function useMark(
  form: RefObject<HTMLElement | null>,
  nodeId: string | null,
  showForm: () => void,
): void {
  const show = useRef(showForm)
  show.current = showForm
  useEffect(() => {
    let forget = () => {}
    const look = (mark: Mark | null) => {
      forget()
      if (!mark || mark.nodeId !== nodeId) return
      show.current()
      forget = markField(form, mark.path)
      markStore.setState({ mark: null })
    }
    look(markStore.getState().mark)
    const stop = markStore.subscribe(({ mark }) => mark && look(mark))
    return () => {
      stop()
      forget()
    }
  }, [form, nodeId])
}

function markField(form: RefObject<HTMLElement | null>, path: string): () => void {
  let frame = 0
  let tries = 0
  let timer = 0
  let marked: HTMLElement | null = null
  const look = () => {
    marked = form.current && fieldAt(form.current, path)
    tries += 1
    if (!marked && tries < patience) frame = requestAnimationFrame(look)
    if (!marked) return
    const hiding = marked.closest('details')
    if (hiding) hiding.open = true
    marked.scrollIntoView({ block: 'center' })
    marked.setAttribute('data-marked', '')
    timer = window.setTimeout(() => marked?.removeAttribute('data-marked'), shown)
  }
  look()
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    marked?.removeAttribute('data-marked')
  }
}

/** The field at a path, else the smallest one that holds it. */
function fieldAt(form: HTMLElement, path: string): HTMLElement | null {
  for (let parts = path.split('.'); parts.length > 0; parts = parts.slice(0, -1)) {
    const found = form.querySelector<HTMLElement>(`[data-path="${CSS.escape(parts.join('.'))}"]`)
    if (found) return found
  }
  return null
}
