import { xml } from '@codemirror/lang-xml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef } from 'react'
import type { FmlLine } from '#shared/fml/printFml.ts'
import { t } from '../i18n/t.ts'

interface FmlViewProps {
  readonly lines: readonly FmlLine[]
  /** Steps whose lines are lit. */
  readonly lit: readonly string[]
  readonly speaking: string | null
  readonly onPick: (node: string) => void
}

const setMarks = StateEffect.define<DecorationSet>()
const marks = StateField.define<DecorationSet>({
  create: () => RangeSet.empty,
  update: (value, { effects, changes }) => {
    const effect = effects.find((one) => one.is(setMarks))
    return effect ? effect.value : value.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--listen)' },
  { tag: tags.attributeName, color: 'var(--muted)' },
  { tag: tags.attributeValue, color: 'var(--speak)' },
  { tag: tags.content, color: 'var(--text)' },
  { tag: [tags.angleBracket, tags.definitionOperator], color: 'var(--faint)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
])

const litLine = Decoration.line({ class: 'fml-lit' })
const speakingLine = Decoration.line({ class: 'fml-speaking' })

/** The FML as text to read: a click on a line picks its step. */
export function FmlView({ lines, lit, speaking, onPick }: FmlViewProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ lines, onPick })
  latest.current = { lines, onPick }
  useEffect(() => {
    if (!host.current) return
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [
          xml(),
          syntaxHighlighting(colours),
          marks,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': t('FML of the flow'), tabindex: '0' }),
          EditorView.editable.of(false),
          EditorView.domEventHandlers({
            click: (event, editor) => {
              const position = editor.posAtCoords({ x: event.clientX, y: event.clientY })
              if (position === null || !editor.state.selection.main.empty) return
              const number = editor.state.doc.lineAt(position).number
              const node = latest.current.lines[number - 1]?.node
              if (node) latest.current.onPick(node)
            },
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [])
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const text = lines.map((line) => line.text).join('\n')
    const before = editor.state.doc.toString()
    if (before !== text) editor.dispatch({ changes: difference(before, text) })
    const wanted = new Set(lit)
    const ranges: Range<Decoration>[] = []
    let first: number | null = null
    lines.forEach(({ node }, index) => {
      if (node === null || !(wanted.has(node) || node === speaking)) return
      const { from } = editor.state.doc.line(index + 1)
      first ??= from
      ranges.push((node === speaking ? speakingLine : litLine).range(from))
    })
    editor.dispatch({ effects: setMarks.of(Decoration.set(ranges)) })
    const viewport = editor.scrollDOM.getBoundingClientRect()
    if (first === null || viewport.height === 0) return
    const at = editor.coordsAtPos(first)
    if (!at || at.top < viewport.top || at.bottom > viewport.bottom - 20) {
      editor.dispatch({ effects: EditorView.scrollIntoView(first, { y: 'start', yMargin: 28 }) })
    }
  }, [lines, lit, speaking])
  return <div ref={host} style={{ height: '100%' }} />
}

/** The smallest replacement that turns one text into the other, so that the rest is not drawn again. */
function difference(before: string, after: string) {
  let start = 0
  const most = Math.min(before.length, after.length)
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end += 1
  }
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}
