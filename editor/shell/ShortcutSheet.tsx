import './shortcutSheet.css'
import { keyTitle } from '../flowEditor/keyTitle.ts'
import { t } from '../i18n/t.ts'
import { Dialog } from './Dialog.tsx'
import { closeShortcutSheet } from './shortcutSheetStore.ts'

interface Shortcut {
  readonly keys: readonly string[]
  readonly does: string
}

const sections = (): readonly { readonly title: string; readonly shortcuts: Shortcut[] }[] => [
  {
    title: t('Making'),
    shortcuts: [
      { keys: ['A'], does: t('Add the next step, or put one into the selected wire') },
      { keys: ['E'], does: t('Edit the selected step; Esc leaves its form') },
      { keys: ['Tab', 'Enter'], does: t('Go to a step or a port, and open it') },
      { keys: ['Mod+C', 'Mod+X', 'Mod+V'], does: t('Copy, cut and paste steps') },
      { keys: ['Mod+D'], does: t('Duplicate') },
      { keys: ['Alt+↖'], does: t('Drag a copy away') },
      { keys: ['Delete'], does: t('Delete steps and wires') },
    ],
  },
  {
    title: t('Selecting and moving'),
    shortcuts: [
      { keys: ['Mod+A'], does: t('Select everything') },
      { keys: ['Shift+↖'], does: t('Draw a box around steps, or add one more') },
      { keys: ['← ↑ → ↓'], does: t('Move by one point of the grid') },
      { keys: ['Shift+← ↑ → ↓'], does: t('Move by five points') },
      { keys: ['Esc'], does: t('Select nothing') },
    ],
  },
  {
    title: t('Everywhere'),
    shortcuts: [
      { keys: ['Mod+K'], does: t('Every step and every action by its name') },
      { keys: ['Mod+Z', 'Mod+Shift+Z'], does: t('Undo and redo') },
      { keys: ['F'], does: t('See the whole flow') },
      { keys: ['T'], does: t('Tidy the steps') },
      { keys: ['?'], does: t('This list') },
    ],
  },
]

/** All keys on one sheet. */
export function ShortcutSheet() {
  return (
    <Dialog onClose={closeShortcutSheet} title={t('Keyboard shortcuts')} size={640}>
      <div className="shortcut-sheet">
        {sections().map(({ title, shortcuts }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, does }) => (
                <div key={does}>
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((one) => (
                      <kbd key={one}>{keyTitle(one)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
