import './selectionTools.css'
import {
  IconDots,
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react'
import { Fragment, type KeyboardEvent } from 'react'
import { t } from '../i18n/t.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { canvasActions } from './canvasActions.ts'
import { alignSelection, distributeSelection } from './selectionActions.ts'
import { openSelectionMenu } from './selectionMenuStore.ts'

interface Tool {
  readonly icon: typeof IconDots
  title(): string
  run(store: EditorStore): void
}

const tools: readonly (readonly Tool[])[] = [
  [
    {
      icon: IconLayoutAlignLeft,
      title: () => t('Align left'),
      run: (store) => alignSelection(store, 'left'),
    },
    {
      icon: IconLayoutAlignCenter,
      title: () => t('Align centre'),
      run: (store) => alignSelection(store, 'centre'),
    },
    {
      icon: IconLayoutAlignRight,
      title: () => t('Align right'),
      run: (store) => alignSelection(store, 'right'),
    },
  ],
  [
    {
      icon: IconLayoutAlignTop,
      title: () => t('Align top'),
      run: (store) => alignSelection(store, 'top'),
    },
    {
      icon: IconLayoutAlignMiddle,
      title: () => t('Align middle'),
      run: (store) => alignSelection(store, 'middle'),
    },
    {
      icon: IconLayoutAlignBottom,
      title: () => t('Align bottom'),
      run: (store) => alignSelection(store, 'bottom'),
    },
  ],
  [
    {
      icon: IconLayoutDistributeVertical,
      title: () => t('Space evenly across'),
      run: (store) => distributeSelection(store, 'across'),
    },
    {
      icon: IconLayoutDistributeHorizontal,
      title: () => t('Space evenly down'),
      run: (store) => distributeSelection(store, 'down'),
    },
  ],
]

/** What can be done with several steps at once; it has its own place, so nothing moves when it comes. */
export function SelectionTools() {
  const store = useEditorStore()
  const count = useEditor((state) => state.selection.nodes.length)
  return (
    <div
      className="selection-tools"
      role="toolbar"
      aria-label={t('Selection')}
      onKeyDown={moveFocus}
    >
      <span className="selection-count">
        {t('{count, plural, one {# step} other {# steps}}', { count })}
      </span>
      {tools.map((group, index) => (
        <Fragment key={group[0]?.title()}>
          {index > 0 && <span className="selection-rule" />}
          {group.map(({ icon: Icon, title, run }) => (
            <button
              key={title()}
              type="button"
              aria-label={title()}
              title={title()}
              onClick={() => run(store)}
            >
              <Icon size={16} stroke={1.7} />
            </button>
          ))}
        </Fragment>
      ))}
      <span className="selection-rule" />
      <button
        type="button"
        className="selection-word"
        title={t('Line the selected steps up from left to right')}
        onClick={() => canvasActions()?.tidy('selected')}
      >
        {t('Tidy selection')}
      </button>
      <button
        type="button"
        aria-label={t('More for the selection')}
        title={t('More for the selection')}
        aria-haspopup="menu"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          openSelectionMenu({ x: left, y: bottom + 6 })
        }}
      >
        <IconDots size={16} stroke={1.7} />
      </button>
    </div>
  )
}

/** Arrow keys go from button to button, as in every toolbar. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (by === 0) return
  const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
  const at = buttons.findIndex((one) => one.matches(':focus'))
  const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl'
  buttons[(at + (isMirrored ? -by : by) + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
  event.stopPropagation()
}
