import { nodeColors } from '#shared/flow/flow.ts'
import { canvasActions } from '../canvas/canvasActions.ts'
import { colorTitle } from '../canvas/colorTitle.ts'
import { alignSelection, colorSelection, distributeSelection } from '../canvas/selectionActions.ts'
import { canExpand, collapseSelection, expandSelection } from '../canvas/subflowActions.ts'
import { t } from '../i18n/t.ts'
import { focusForm } from '../inspector/focusForm.ts'
import { openFind, showLeft } from '../leftPanel/leftStore.ts'
import { reasonNow } from '../people/session.ts'
import { openShortcutSheet } from '../shell/shortcutSheetStore.ts'
import { deleteSelection, zoomToSelection } from '../state/commands.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { nodeOf } from '../state/graph.ts'

/** Something a person can do with the drawing, by its name. */
export interface EditorAction {
  readonly title: string
  /** Keys that do it too, as `keyTitle` reads them. */
  readonly keys?: string
  /** Changes nothing: for those who may only look as well. */
  readonly looks?: boolean
  run(): void
}

/** Everything that can be done with the drawing now. */
export function editorActions(store: EditorStore): readonly EditorAction[] {
  const actions = [...always(store), ...withSelection(store)]
  return reasonNow('editor') === null ? actions : actions.filter(({ looks }) => looks)
}

const always = (store: EditorStore): readonly EditorAction[] => [
  { title: t('Undo'), keys: 'Mod+Z', run: () => store.getState().undo() },
  { title: t('Redo'), keys: 'Mod+Shift+Z', run: () => store.getState().redo() },
  { title: t('Tidy the steps'), keys: 'T', run: () => canvasActions()?.tidy('all') },
  { looks: true, title: t('Fit the whole flow'), keys: 'F', run: () => canvasActions()?.fit() },
  {
    title: t('Add the next step'),
    keys: 'A',
    run: later(() => canvasActions()?.askNext()),
  },
  {
    looks: true,
    title: t('Select everything'),
    keys: 'Mod+A',
    run: () => store.getState().select({ nodes: store.getState().flow.nodes.map(({ id }) => id) }),
  },
  { title: t('Paste steps'), keys: 'Mod+V', run: () => canvasActions()?.paste() },
  { looks: true, title: t('Find in this flow'), keys: 'Mod+F', run: () => openFind() },
  { looks: true, title: t('Outline: the flow as a list'), run: () => showLeft('outline') },
  { looks: true, title: t('Keyboard shortcuts'), keys: '?', run: openShortcutSheet },
]

/** For what asks for the focus: the quick command gives it back first. */
const later = (run: () => void) => () => void setTimeout(run, 120)

function withSelection(store: EditorStore): readonly EditorAction[] {
  const { flow, selection } = store.getState()
  const count = selection.nodes.length
  if (count + selection.edges.length === 0) return []
  const remove = {
    title: t('Delete the selection'),
    keys: 'Delete',
    run: () => deleteSelection(store),
  }
  if (count === 0) return [remove]
  const only = count === 1 ? nodeOf(flow, selection.nodes[0] ?? '') : undefined
  return [
    remove,
    {
      looks: true,
      title: t('Copy the selection'),
      keys: 'Mod+C',
      run: () => canvasActions()?.copy(),
    },
    {
      title: t('Duplicate the selection'),
      keys: 'Mod+D',
      run: () => canvasActions()?.duplicate(),
    },
    { title: t('Collapse into a subflow'), run: () => void collapseSelection(store) },
    ...(only && canExpand(only)
      ? [{ title: t('Expand this subflow'), run: () => void expandSelection(store) }]
      : []),
    ...(count > 0
      ? [
          {
            looks: true,
            title: t('Zoom to the selection'),
            keys: 'Shift+2',
            run: () => zoomToSelection(store),
          },
        ]
      : []),
    ...(only ? [{ title: t('Edit the selected step'), keys: 'E', run: later(focusForm) }] : []),
    ...(count > 1 ? arranging(store) : []),
    ...[...nodeColors, null].map((color) => ({
      title: t('Colour the selection: {color}', { color: colorTitle(color) }),
      run: () => colorSelection(store, color),
    })),
  ]
}

const arranging = (store: EditorStore): readonly EditorAction[] => [
  { title: t('Tidy selection'), run: () => canvasActions()?.tidy('selected') },
  { title: t('Align left'), run: () => alignSelection(store, 'left') },
  { title: t('Align centre'), run: () => alignSelection(store, 'centre') },
  { title: t('Align right'), run: () => alignSelection(store, 'right') },
  { title: t('Align top'), run: () => alignSelection(store, 'top') },
  { title: t('Align middle'), run: () => alignSelection(store, 'middle') },
  { title: t('Align bottom'), run: () => alignSelection(store, 'bottom') },
  { title: t('Space evenly across'), run: () => distributeSelection(store, 'across') },
  { title: t('Space evenly down'), run: () => distributeSelection(store, 'down') },
]
