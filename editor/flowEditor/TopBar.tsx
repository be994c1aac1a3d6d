import './topBar.css'
import { Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFileExport,
  IconHistory,
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconMoon,
  IconPhone,
  IconSun,
} from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { useStore } from 'zustand'
import { isError } from '#shared/diagnostic.ts'
import { limits } from '#shared/flow/flow.ts'
import { openExport } from '../exchange/exchangeStore.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { useReason } from '../people/session.ts'
import { PublishButton } from '../publish/PublishButton.tsx'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useTitle } from '../shell/useTitle.ts'
import { startCall } from '../softphone/phoneStore.ts'
import { usePhone } from '../softphone/usePhone.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import {
  closeVersions,
  openVersions,
  useShown,
  useVersionsPlace,
} from '../versions/versionsStore.ts'
import { Crumbs } from './Crumbs.tsx'
import { useOpenFlow } from './OpenFlowContext.ts'
import { SaveChip } from './SaveChip.tsx'

const PresenceChips = lazyPart(
  async () => (await import('../presence/PresenceChips.tsx')).PresenceChips,
)

/** Where the flow is, whether it is saved and live, and what can be done with the whole of it. */
export function TopBar() {
  const open = useOpenFlow()
  const reason = useReason('editor')
  const isCalling = usePhone((phone) => phone.stage.type !== 'idle' && phone.stage.type !== 'over')
  return (
    <header className="top">
      <PanelToggle side="palette" />
      <Crumbs />
      <FlowName />
      <SaveChip />
      <LiveChip />
      <span className="top-space" />
      <Suspense fallback={null}>
        <PresenceChips />
      </Suspense>
      <HistoryButtons />
      <ProblemCount />
      <span className="top-rule" />
      <VersionsButton />
      <ExchangeButton />
      <ThemeToggle />
      <PanelToggle side="inspector" />
      <button
        type="button"
        className="top-button"
        disabled={isCalling || reason !== null}
        title={reason ?? t('Talk to this flow now, as it is drawn')}
        onClick={() => void startCall(open)}
      >
        <IconPhone size={15} aria-hidden="true" />
        {t('Call')}
      </button>
      <PublishButton />
    </header>
  )
}

function FlowName() {
  const store = useEditorStore()
  const name = useEditor((state) => state.flow.name)
  const reason = useReason('editor')
  useTitle(name)
  /** Nothing yet, while another name is typed: the flow keeps its last one. */
  const [blank, setBlank] = useState<string | null>(null)
  return (
    <h1 className="top-name" data-value={name}>
      <input
        aria-label={t('Name of the flow')}
        value={blank ?? name}
        size={1}
        maxLength={limits.name}
        readOnly={reason !== null}
        title={reason ?? undefined}
        onChange={({ target }) => {
          const isBlank = target.value.trim() === ''
          setBlank(isBlank ? target.value : null)
          if (isBlank) return
          store.getState().apply({ type: 'flow.rename', name: target.value }, { key: 'flow name' })
        }}
        onBlur={() => {
          setBlank(null)
          store.getState().seal()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
    </h1>
  )
}

function LiveChip() {
  const live = useStore(useOpenFlow().live)
  const [first] = live
  if (!first) return <span className="chip top-live">{t('Not live yet')}</span>
  const title = t(
    'Live: version {version} on {number}{others, plural, =0 {} other { and # more}}',
    { version: first.version, number: formatNumber(first.number), others: live.length - 1 },
  )
  return (
    <span className="chip top-live" data-tone="ok" title={title}>
      <span className="chip-dot" />
      <span>{title}</span>
    </span>
  )
}

function VersionsButton() {
  const isOpen = useVersionsPlace().type !== 'closed'
  const label = isOpen ? t('Close the versions') : t('Versions')
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="icon-button top-icon"
        aria-label={t('Versions')}
        aria-expanded={isOpen}
        onClick={isOpen ? closeVersions : openVersions}
      >
        <IconHistory size={16} stroke={1.8} />
      </button>
    </Tooltip>
  )
}

function ExchangeButton() {
  const open = useOpenFlow()
  const label = t('Import and export')
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="icon-button top-icon"
        aria-label={label}
        onClick={() => openExport(open)}
      >
        <IconFileExport size={16} stroke={1.8} />
      </button>
    </Tooltip>
  )
}

function HistoryButtons() {
  const store = useEditorStore()
  // What is undone out of sight surprises: while a version is on the canvas there is nothing to undo.
  const isLooking = useShown() !== null
  const undo = useEditor((state) => (isLooking ? null : (state.history.past.at(-1)?.title ?? null)))
  const redo = useEditor((state) => (isLooking ? null : (state.history.future[0]?.title ?? null)))
  return (
    <>
      <Tooltip label={undo === null ? t('Nothing to undo') : t('Undo: {edit}', { edit: undo })}>
        <button
          type="button"
          className="icon-button top-icon"
          aria-label={t('Undo')}
          aria-disabled={undo === null}
          onClick={() => undo !== null && store.getState().undo()}
        >
          <IconArrowBackUp className="mirrored" size={17} stroke={1.8} />
        </button>
      </Tooltip>
      <Tooltip label={redo === null ? t('Nothing to redo') : t('Redo: {edit}', { edit: redo })}>
        <button
          type="button"
          className="icon-button top-icon"
          aria-label={t('Redo')}
          aria-disabled={redo === null}
          onClick={() => redo !== null && store.getState().redo()}
        >
          <IconArrowForwardUp className="mirrored" size={17} stroke={1.8} />
        </button>
      </Tooltip>
    </>
  )
}

function ProblemCount() {
  const count = useEditor((state) => state.diagnostics.length)
  const hasErrors = useEditor((state) => state.diagnostics.some(isError))
  if (count === 0) return null
  return (
    <button
      type="button"
      className="chip"
      data-tone={hasErrors ? 'bad' : 'warn'}
      title={t('Show what is wrong')}
      onClick={() => setLayout({ dockOpen: true })}
    >
      {t('{count, plural, one {# problem} other {# problems}}', { count })}
    </button>
  )
}

function ThemeToggle() {
  const scheme = useComputedColorScheme('light')
  const { setColorScheme } = useMantineColorScheme()
  const next = scheme === 'dark' ? 'light' : 'dark'
  return (
    <Tooltip label={next === 'dark' ? t('Dark theme') : t('Light theme')}>
      <button
        type="button"
        className="icon-button top-icon"
        aria-label={next === 'dark' ? t('Dark theme') : t('Light theme')}
        onClick={() => setColorScheme(next)}
      >
        {next === 'dark' ? <IconMoon size={16} stroke={1.8} /> : <IconSun size={16} stroke={1.8} />}
      </button>
    </Tooltip>
  )
}

function PanelToggle({ side }: { readonly side: 'palette' | 'inspector' }) {
  const key = side === 'palette' ? 'paletteOpen' : 'inspectorOpen'
  const isOpen = useLayout((layout) => layout[key])
  const Icon = side === 'palette' ? IconLayoutSidebar : IconLayoutSidebarRight
  const labels =
    side === 'palette'
      ? { fold: t('Fold the palette'), show: t('Show the palette') }
      : { fold: t('Fold the inspector'), show: t('Show the inspector') }
  const label = isOpen ? labels.fold : labels.show
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className="icon-button top-icon"
        aria-label={label}
        onClick={() => setLayout({ [key]: !isOpen })}
      >
        <Icon className="mirrored" size={16} stroke={1.8} />
      </button>
    </Tooltip>
  )
}
