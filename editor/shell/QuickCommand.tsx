import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@mantine/spotlight/styles.css'
import './quickCommand.css'
import { useMantineColorScheme } from '@mantine/core'
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightFilterFunction,
  spotlight,
} from '@mantine/spotlight'
import { useEffect, useMemo } from 'react'
import { definitionOf } from '#shared/nodes/index.ts'
import { openExport, openImport } from '../exchange/exchangeStore.ts'
import { editorActions } from '../flowEditor/editorActions.ts'
import { keyTitle } from '../flowEditor/keyTitle.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { saveCopy } from '../flowEditor/saveCopy.ts'
import { report } from '../flows/report.ts'
import { changeLanguage } from '../i18n/changeLanguage.ts'
import { offeredLanguages } from '../i18n/languages.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { addable } from '../palette/searchSteps.ts'
import { go } from '../router.ts'
import { simulate } from '../simulator/request.ts'
import { startCall, startTextCall } from '../softphone/phoneStore.ts'
import { addStep } from '../state/commands.ts'
import { openVersions } from '../versions/versionsStore.ts'
import { closeQuickCommand, quickSearch } from './quickStore.ts'
import { rankGroups } from './rankActions.ts'
import { themes } from './SettingsMenu.tsx'

interface QuickCommandProps {
  /** What only the canvas can do, by the name of its button. */
  readonly press: (name: string) => void
}

/** Every step, every action and every place, a few letters away. */
export function QuickCommand({ press }: QuickCommandProps) {
  const open = useOpenFlow()
  useEffect(() => {
    spotlight.open()
    return () => spotlight.close()
  }, [])
  const language = useLanguage()
  const { setColorScheme } = useMantineColorScheme()
  const actions = useMemo(() => {
    const { store } = open
    const action = (label: string, onClick: () => void): SpotlightActionData => ({
      id: `do ${label}`,
      label,
      group: groups().actions,
      onClick,
    })
    return [
      ...addable.map(
        (definition): SpotlightActionData => ({
          id: `add ${definition.type}`,
          label: t('Add {title}', { title: translateTitle(definition.title) }),
          description: translateTitle(definition.summary),
          group: groups().add,
          leftSection: <StepIcon type={definition.type} />,
          onClick: () => addStep(store, definition.type),
        }),
      ),
      action(t('Call the draft'), () => void startCall(open)),
      action(t('Talk in writing'), () => void startTextCall(open)),
      ...simulations(open, action),
      action(t('Publish'), () => press(t('Publish'))),
      ...editorActions(store).map(
        ({ title, keys, run }): SpotlightActionData => ({
          ...action(title, run),
          rightSection: keys && <kbd className="quick-keys">{keyTitle(keys)}</kbd>,
        }),
      ),
      action(t('Versions'), openVersions),
      action(t('Save a copy as a new flow'), () => void saveCopy(store).catch(report)),
      action(t('Export'), () => openExport(open)),
      action(t('Import'), () => openImport(open)),
      action(t('Flow settings and variables'), () => store.getState().select({})),
      action(t('All flows'), () => go({ screen: 'flows' })),
      action(t('Calls of this flow'), () =>
        go({ screen: 'calls', flow: store.getState().flow.id, call: null }),
      ),
      action(t('Numbers'), () => go({ screen: 'numbers' })),
      action(t('Settings'), () => go({ screen: 'settings', section: null })),
      ...offeredLanguages(language).map(({ code, title }) =>
        action(t('Language: {name}', { name: title }), () => void changeLanguage(code)),
      ),
      ...themes().map(({ value, title }) =>
        action(t('Theme: {name}', { name: title }), () => setColorScheme(value)),
      ),
      ...store.getState().flow.nodes.map(
        (node): SpotlightActionData => ({
          id: `go ${node.id}`,
          label: node.name,
          description: translateTitle(definitionOf(node.type)?.title ?? node.type),
          group: groups().go,
          leftSection: <StepIcon type={node.type} />,
          onClick: () => store.getState().show(node.id),
        }),
      ),
    ]
  }, [open, press, language, setColorScheme])
  return (
    <Spotlight
      actions={groupsOf(actions)}
      filter={filter}
      shortcut={null}
      limit={40}
      scrollable
      maxHeight={420}
      nothingFound={t('Nothing is called that.')}
      highlightQuery
      returnFocus={false}
      searchProps={{
        ref: quickSearch,
        placeholder: t('Search steps and actions'),
        'aria-label': t('Search steps and actions'),
      }}
      onSpotlightClose={closeQuickCommand}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      transitionProps={{ duration: 80 }}
    />
  )
}

const groups = () => ({
  add: t('Add a step'),
  actions: t('Actions'),
  go: t('Go to a step'),
})

type Action = (label: string, onClick: () => void) => SpotlightActionData

/** Trying the flow out in writing: from its beginning, and from the step that is selected. */
function simulations({ store }: OpenFlow, action: Action): readonly SpotlightActionData[] {
  const { flow, selection } = store.getState()
  const step = flow.nodes.find(({ id }) => id === selection.nodes[0])
  const begin = (entry: string | undefined) => simulate({ flow: flow.id, setup: { entry } })
  return [
    action(t('Simulate the call in writing'), () => begin(undefined)),
    ...(step && definitionOf(step.type)?.executes
      ? [action(t('Simulate from “{step}”', { step: step.name }), () => begin(step.id))]
      : []),
  ]
}

/** The nearest first: who types the name of a step wants to go there. */
const filter: SpotlightFilterFunction = (words, offered) =>
  rankGroups(
    offered.flatMap((one) => ('actions' in one ? [one] : [])),
    words,
    ({ label = '', description = '' }) => ({ label, description }),
  )

const groupsOf = (actions: readonly SpotlightActionData[]) =>
  Object.values(groups()).map((group) => ({
    group,
    actions: actions.filter((action) => action.group === group).map(fromWhereOneWas),
  }))

/** What is chosen is done from where the keyboard was before: a dialog that it opens gives it back there. */
const fromWhereOneWas = (action: SpotlightActionData): SpotlightActionData => ({
  ...action,
  onClick: (event) => {
    closeQuickCommand()
    action.onClick?.(event)
  },
})
