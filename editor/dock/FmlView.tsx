import { xml } from '@codemirror/lang-xml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorState, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useMemo, useRef } from 'react'
import type { FmlLine } from '#shared/fml/printFml.ts'
import { t } from '../i18n/t.ts'
import type { Stretch } from './findText.ts'

interface FmlViewProps {
  readonly lines: readonly FmlLine[]
  /** Steps whose lines are lit. */
  readonly lit: readonly string[]
  readonly speaking: string | null
  readonly onPick: (node: string) => void
  /** Places of the words that are looked for. */
  readonly found: readonly Stretch[]
  readonly current: number
  readonly onFind: () => void
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
const foundMark = Decoration.mark({ class: 'fml-found' })
const currentMark = Decoration.mark({ class: 'fml-found fml-found-current' })
const speakingLine = Decoration.line({ class: 'fml-speaking' })

/** The FML as text to read, with a caret: a click on a line, or Enter, picks its step. */
export function FmlView(props: FmlViewProps) {
  const { lines, lit, speaking, onPick, onFind, found, current } = props
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ lines, onPick, onFind })
  latest.current = { lines, onPick, onFind }
  useEffect(() => {
    if (!host.current) return
    const pick = (editor: EditorView, position: number) => {
      const number = editor.state.doc.lineAt(position).number
      const node = latest.current.lines[number - 1]?.node
      if (node) latest.current.onPick(node)
    }
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        extensions: [
          xml(),
          syntaxHighlighting(colours),
          marks,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({
            'aria-label': t('FML of the flow'),
            'aria-readonly': 'true',
            inputmode: 'none',
            // Editable text takes the focus anyway; not every tool knows.
            tabindex: '0',
          }),
          EditorView.domEventHandlers({
            click: (event, editor) => {
              const position = editor.posAtCoords({ x: event.clientX, y: event.clientY })
              if (position !== null && editor.state.selection.main.empty) pick(editor, position)
            },
            keydown: (event, editor) => {
              const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)
              if (isFind) latest.current.onFind()
              else if (event.key === 'Enter') pick(editor, editor.state.selection.main.head)
              else return false
              event.preventDefault()
              return true
            },
          }),
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [])
  const litLines = useMemo(() => {
    const wanted = new Set(lit)
    return lines.flatMap(({ node }, index) =>
      node !== null && (wanted.has(node) || node === speaking) ? [index] : [],
    )
  }, [lines, lit, speaking])
  const firstLit = litLines[0] ?? null
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const text = lines.map((line) => line.text).join('\n')
    const before = editor.state.doc.toString()
    if (before !== text) editor.dispatch({ changes: difference(before, text) })
    const ranges: Range<Decoration>[] = []
    for (const index of litLines) {
      const isSpeaking = lines[index]?.node === speaking
      ranges.push(
        (isSpeaking ? speakingLine : litLine).range(editor.state.doc.line(index + 1).from),
      )
    }
    found.forEach(({ from, to }, index) => {
      ranges.push((index === current ? currentMark : foundMark).range(from, to))
    })
    editor.dispatch({ effects: setMarks.of(Decoration.set(ranges, true)) })
  }, [lines, litLines, speaking, found, current])
  useEffect(() => {
    const editor = view.current
    // Another step, or its words are elsewhere now: else whoever reads on is left alone.
    if (editor && firstLit !== null && (lit.length > 0 || speaking !== null)) {
      bring(editor, editor.state.doc.line(firstLit + 1).from)
    }
  }, [firstLit, lit, speaking])
  useEffect(() => {
    const place = found[current]
    if (view.current && place) bring(view.current, place.from)
  }, [found, current])
  return <div ref={host} dir="ltr" style={{ height: '100%' }} />
}

/** Scrolls a place into view, unless it is there already. */
function bring(editor: EditorView, position: number): void {
  const viewport = editor.scrollDOM.getBoundingClientRect()
  if (viewport.height === 0) return
  const at = editor.coordsAtPos(position)
  if (!at || at.top < viewport.top || at.bottom > viewport.bottom - 20) {
    editor.dispatch({ effects: EditorView.scrollIntoView(position, { y: 'start', yMargin: 28 }) })
  }
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
