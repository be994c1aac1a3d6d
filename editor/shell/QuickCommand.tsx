import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/spotlight/styles.css'
import './quickCommand.css'
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import { useEffect, useMemo } from 'react'
import { definitionOf } from '#shared/nodes/index.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { t } from '../i18n/t.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { addable } from '../palette/searchSteps.ts'
import { go } from '../router.ts'
import { startCall, startTextCall } from '../softphone/phoneStore.ts'
import { addStep } from '../state/commands.ts'
import { openVersions } from '../versions/versionsStore.ts'
import { closeQuickCommand } from './quickStore.ts'

interface QuickCommandProps {
  /** What only the canvas can do, by the name of its button. */
  readonly press: (name: string) => void
}

/** Every step, every action and every place, a few letters away. */
export function QuickCommand({ press }: QuickCommandProps) {
  const open = useOpenFlow()
  useEffect(() => spotlight.open(), [])
  const actions = useMemo(() => {
    const { store } = open
    const action = (label: string, onClick: () => void): SpotlightActionData => ({
      id: `do ${label}`,
      label,
      group: 'Actions',
      onClick,
    })
    return [
      ...addable.map(
        (definition): SpotlightActionData => ({
          id: `add ${definition.type}`,
          label: `Add ${definition.title}`,
          description: definition.summary,
          group: 'Add a step',
          leftSection: <StepIcon type={definition.type} />,
          onClick: () => addStep(store, definition.type),
        }),
      ),
      action('Call the draft', () => void startCall(open)),
      action('Talk in writing', () => void startTextCall(open)),
      action('Publish', () => press('Publish')),
      action('Tidy the steps', () => press('Tidy')),
      action('Fit the whole flow', () => press('Fit')),
      action(t('Versions'), openVersions),
      action('Undo', () => store.getState().undo()),
      action('Redo', () => store.getState().redo()),
      action('Flow settings and variables', () => store.getState().select({})),
      action('All flows', () => go({ screen: 'flows' })),
      action('Calls of this flow', () =>
        go({ screen: 'calls', flow: store.getState().flow.id, call: null }),
      ),
      action('Numbers', () => go({ screen: 'numbers' })),
      ...store.getState().flow.nodes.map(
        (node): SpotlightActionData => ({
          id: `go ${node.id}`,
          label: node.name,
          description: definitionOf(node.type)?.title ?? node.type,
          group: 'Go to a step',
          leftSection: <StepIcon type={node.type} />,
          onClick: () => store.getState().show(node.id),
        }),
      ),
    ]
  }, [open, press])
  return (
    <Spotlight
      actions={groupsOf(actions)}
      shortcut={null}
      limit={40}
      scrollable
      maxHeight={420}
      nothingFound="Nothing is called that."
      highlightQuery
      searchProps={{
        placeholder: 'Search steps and actions',
        'aria-label': 'Search steps and actions',
      }}
      onSpotlightClose={closeQuickCommand}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      transitionProps={{ duration: 80 }}
    />
  )
}

const groupsOf = (actions: readonly SpotlightActionData[]) =>
  ['Add a step', 'Actions', 'Go to a step'].map((group) => ({
    group,
    actions: actions.filter((action) => action.group === group),
  }))
