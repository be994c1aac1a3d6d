import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import type { Flow } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import type { EditorState, EditorStore } from '../state/editorStore.ts'

/** Says that somebody has deleted the step that was selected here, and offers it back with its wires. */
export function tellRemoved(
  store: EditorStore,
  before: Pick<EditorState, 'flow' | 'selection'>,
  by: string,
): void {
  const left = new Set(store.getState().flow.nodes.map((node) => node.id))
  const lost = before.selection.nodes.filter((id) => !left.has(id))
  const first = before.flow.nodes.find((node) => node.id === lost[0])
  if (!first) return
  const values = { step: first.name, more: lost.length - 1, name: by }
  const text =
    by === ''
      ? t('“{step}” was deleted by somebody else.', values)
      : t('“{step}” was deleted by {name}.', values)
  const notice = notifications.show({
    autoClose: 20_000,
    message: createElement(
      'span',
      null,
      `${text} `,
      createElement(
        'button',
        {
          type: 'button',
          className: 'plain-link',
          onClick: () => {
            notifications.hide(notice)
            giveBack(store, before.flow, lost)
          },
        },
        t('Bring it back'),
      ),
    ),
  })
}

function giveBack(store: EditorStore, before: Flow, ids: readonly string[]): void {
  const { flow, apply } = store.getState()
  const here = new Set([...flow.nodes.map((node) => node.id), ...ids])
  const taken = new Set(flow.edges.map((edge) => `${edge.source} ${edge.sourceHandle}`))
  const nodes = before.nodes.filter((node) => ids.includes(node.id))
  const edges = before.edges.filter(
    (edge) =>
      (ids.includes(edge.source) || ids.includes(edge.target)) &&
      here.has(edge.source) &&
      here.has(edge.target) &&
      !taken.has(`${edge.source} ${edge.sourceHandle}`),
  )
  apply(
    {
      type: 'batch',
      title: t('bring back {step}', { step: nodes[0]?.name ?? '' }),
      edits: [{ type: 'paste', nodes, edges }],
    },
    { select: ids },
  )
}
