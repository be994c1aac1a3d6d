import { notifications } from '@mantine/notifications'
import type { Edit } from '#shared/flow/edit.ts'
import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { parseData } from '#shared/nodes/parseData.ts'
import { ApiError, client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { freeName } from '../state/freeName.ts'
import { boundsOf, box } from '../state/geometry.ts'
import { nodeOf } from '../state/graph.ts'
import { newId } from '../state/newId.ts'
import { announce } from './announce.ts'

/** Whether a step runs another flow, so that its steps can come back. */
export function canExpand(node: FlowNode): boolean {
  const typed = parseData(node)
  return typed.ok && typed.value.definition.subflowOf(typed.value.node.data) !== null
}

const tell = (message: string): void => {
  notifications.show({ message })
}

/** Makes a flow of the selected steps, on the server, and puts one step in their place. */
export async function collapseSelection(store: EditorStore): Promise<void> {
  const [{ collapse }, { sayCollapseRefusal }] = await Promise.all([
    import('#shared/subflows/collapse.ts'),
    import('./subflowRefusals.ts'),
  ])
  const { flow, selection } = store.getState()
  const name = freeName(
    new Set(flow.nodes.map((node) => node.name)),
    t('Part of {flow}', { flow: flow.name }).slice(0, 190),
  )
  const collapsed = collapse(flow, selection.nodes, { name, newId })
  if (!collapsed.ok) return tell(sayCollapseRefusal(collapsed.error))
  let made: Flow
  try {
    made = (await client.createFlow({ flow: collapsed.value.inner })).flow
  } catch (error) {
    return tell(messageOf(error))
  }
  refreshLists()
  // Drawn on while the flow was being made: what was cut out is not what is there.
  if (store.getState().flow !== flow) {
    await client.deleteFlow(made.id).catch(() => undefined)
    return tell(t('The flow changed in the meantime. Nothing is collapsed; try again.'))
  }
  store.getState().apply(
    {
      type: 'batch',
      title: t('collapse {count} steps', { count: selection.nodes.length }),
      edits: collapsed.value.edits(made.id),
    },
    { select: [collapsed.value.node.id] },
  )
  announce(t('The steps are the flow “{name}” now', { name: made.name }))
  notifications.show({
    message: t('The steps are a flow of their own now: “{name}”. Undo brings them back here.', {
      name: made.name,
    }),
  })
}

/** Puts the steps of the flow that the selected step runs in its place. */
export async function expandSelection(store: EditorStore): Promise<void> {
  const { flow, selection } = store.getState()
  const [id = ''] = selection.nodes
  const [{ expand, flowRunBy }, { sayExpandRefusal }] = await Promise.all([
    import('#shared/subflows/expand.ts'),
    import('./subflowRefusals.ts'),
  ])
  const node = nodeOf(flow, id)
  const innerId = node ? flowRunBy(node) : null
  if (!node || innerId === null) return tell(t('Select one subflow step to expand it.'))
  let inner: Flow
  try {
    inner = (await client.flow(innerId)).flow
  } catch (error) {
    const isGone = innerId === '' || (error instanceof ApiError && error.status === 404)
    return tell(
      isGone
        ? t('“{name}” runs no flow that is still there. Choose its flow first.', {
            name: node.name,
          })
        : messageOf(error),
    )
  }
  const taken = new Set(store.getState().flow.nodes.map((one) => one.name))
  const expanded = expand(store.getState().flow, id, inner, {
    newId,
    freeName: (wanted) => {
      const name = freeName(taken, wanted)
      taken.add(name)
      return name
    },
  })
  if (!expanded.ok) return tell(sayExpandRefusal(expanded.error, node.name))
  const { nodes, edits } = expanded.value
  putInPlace(store, node, nodes, edits)
  announce(
    t('{count, plural, one {# step} other {# steps}} of “{name}” are here now', {
      count: nodes.length,
      name: node.name,
    }),
  )
}

/** What lies right of the step moves as far as its own steps are wide. */
function putInPlace(
  store: EditorStore,
  node: FlowNode,
  nodes: readonly FlowNode[],
  edits: readonly Edit[],
): void {
  const { flow, apply } = store.getState()
  const bounds = boundsOf(nodes)
  const by = bounds ? Math.max(0, Math.round(bounds.width - box.width)) : 0
  const edge = node.position.x + box.width
  const positions = Object.fromEntries(
    flow.nodes
      .filter((one) => one.position.x >= edge)
      .map((one) => [one.id, { x: one.position.x + by, y: one.position.y }]),
  )
  apply(
    {
      type: 'batch',
      title: t('expand {name}', { name: node.name }),
      edits: [{ type: 'node.move', positions }, ...edits],
    },
    { select: nodes.map((one) => one.id) },
  )
}
