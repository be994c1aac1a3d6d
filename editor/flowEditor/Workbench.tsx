import './workbench.css'
import { Suspense, useEffect } from 'react'
import { Canvas } from '../canvas/Canvas.tsx'
import { openImport, useExchange } from '../exchange/exchangeStore.ts'
import { fileDrop } from '../exchange/fileDrop.ts'
import { t } from '../i18n/t.ts'
import { useIsPainted } from '../shell/afterPaint.ts'
import { screenIsThere } from '../shell/firstScreen.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useQuickOpen } from '../shell/quickStore.ts'
import { Resizer } from '../shell/Resizer.tsx'
import { useShortcutSheetOpen } from '../shell/shortcutSheetStore.ts'
import { EditorContext, useEditorStore } from '../state/EditorContext.ts'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import { closeVersions, useShown, useVersionsPlace } from '../versions/versionsStore.ts'
import { useOpenFlow } from './OpenFlowContext.ts'
import { useShortcuts } from './useShortcuts.ts'

// The drawing alone is waited for: what stands around it comes one frame later.
const Dock = lazyPart(async () => (await import('../dock/Dock.tsx')).Dock)
const Inspector = lazyPart(async () => (await import('../inspector/Inspector.tsx')).Inspector)
const LeftPanel = lazyPart(async () => (await import('../leftPanel/LeftPanel.tsx')).LeftPanel)
const TestPanel = lazyPart(async () => (await import('../softphone/TestPanel.tsx')).TestPanel)
const TopBar = lazyPart(async () => (await import('./TopBar.tsx')).TopBar)
const QuickCommand = lazyPart(async () => (await import('../shell/QuickCommand.tsx')).QuickCommand)

const ImportPanel = lazyPart(async () => (await import('../exchange/ImportPanel.tsx')).ImportPanel)
const ShortcutSheet = lazyPart(
  async () => (await import('../shell/ShortcutSheet.tsx')).ShortcutSheet,
)
const VersionsPanel = lazyPart(
  async () => (await import('../versions/VersionsPanel.tsx')).VersionsPanel,
)
const VersionCanvas = lazyPart(
  async () => (await import('../versions/VersionCanvas.tsx')).VersionCanvas,
)

/** Presses a button of the editor by its name. */
function press(name: string): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('.workbench button')
  Array.from(buttons)
    .find((button) => button.textContent?.trim() === name)
    ?.click()
}

const folded = { side: 0, dock: 37 }
/** Least width of the panel in which two versions stand side by side, px. */
const compareWidth = 440

/** The editor of one flow: every part has its place and keeps it. */
export function Workbench() {
  const layout = useLayout((state) => state)
  const isQuickOpen = useQuickOpen()
  const isSheetOpen = useShortcutSheetOpen()
  // The drawing comes first: the panels around it are empty for one frame.
  const isPainted = useIsPainted()
  useShortcuts()
  useEffect(() => {
    if (isPainted) screenIsThere()
  }, [isPainted])
  const draft = useEditorStore()
  const versions = useVersionsPlace()
  const shown = useShown()
  const isLooking = shown !== null
  const open = useOpenFlow()
  const imported = useExchange(({ imported: one }) =>
    one?.flowId === draft.getState().flow.id ? one : null,
  )
  const drop = fileDrop((file) => openImport(open, file))
  const hasVersions = versions.type !== 'closed'
  useEffect(() => closeVersions, [])
  const palette = layout.paletteOpen ? layout.palette : folded.side
  const least = versions.type === 'compare' ? compareWidth : 0
  const isRightOpen = layout.inspectorOpen || hasVersions || imported !== null
  const inspector = isRightOpen ? Math.max(layout.inspector, least) : folded.side
  const dock = layout.dockOpen ? layout.dock : folded.dock
  return (
    <main
      className="workbench"
      {...drop}
      style={{
        gridTemplateColumns: `${palette}px minmax(240px, 1fr) ${inspector}px`,
        gridTemplateRows: `48px minmax(160px, 1fr) ${dock}px`,
      }}
    >
      {isPainted ? (
        <Suspense fallback={<header className="top" />}>
          <TopBar />
        </Suspense>
      ) : (
        <header className="top" />
      )}
      <div className="workbench-palette" hidden={!layout.paletteOpen} inert={isLooking}>
        {isPainted && (
          <Suspense fallback={null}>
            <LeftPanel />
          </Suspense>
        )}
        <Resizer
          panel="palette"
          label={t('Width of the palette')}
          grows="right"
          onFold={() => setLayout({ paletteOpen: false })}
        />
      </div>
      <div className="workbench-canvas">
        <div className="workbench-draft" inert={isLooking} aria-hidden={isLooking}>
          <Canvas />
        </div>
        {shown && (
          <Suspense fallback={null}>
            <VersionCanvas shown={shown} />
          </Suspense>
        )}
      </div>
      <div className="workbench-dock">
        {layout.dockOpen && (
          <Resizer
            panel="dock"
            label={t('Height of FML and problems')}
            grows="up"
            onFold={() => setLayout({ dockOpen: false })}
          />
        )}
        {isPainted && (
          <EditorContext value={shown?.store ?? draft}>
            <Suspense fallback={null}>
              <Dock />
            </Suspense>
          </EditorContext>
        )}
      </div>
      <div className="workbench-right" hidden={!isRightOpen} data-versions={hasVersions}>
        <Resizer
          panel="inspector"
          label={t('Width of the inspector')}
          grows="left"
          onFold={() => setLayout({ inspectorOpen: false })}
        />
        {isPainted && (
          <Suspense fallback={<section className="inspector" />}>
            {hasVersions ? (
              <VersionsPanel />
            ) : imported ? (
              <ImportPanel imported={imported} />
            ) : (
              <Inspector />
            )}
            <TestPanel />
          </Suspense>
        )}
      </div>
      {isSheetOpen && (
        <Suspense fallback={null}>
          <ShortcutSheet />
        </Suspense>
      )}
      {isQuickOpen && (
        <Suspense fallback={null}>
          <QuickCommand press={press} />
        </Suspense>
      )}
    </main>
  )
}
