import './workbench.css'
import { lazy, Suspense, useEffect } from 'react'
import { Canvas } from '../canvas/Canvas.tsx'
import { Dock } from '../dock/Dock.tsx'
import { t } from '../i18n/t.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { Palette } from '../palette/Palette.tsx'
import { useIsPainted } from '../shell/afterPaint.ts'
import { useQuickOpen } from '../shell/quickStore.ts'
import { Resizer } from '../shell/Resizer.tsx'
import { useShortcutSheetOpen } from '../shell/shortcutSheetStore.ts'
import { TestPanel } from '../softphone/TestPanel.tsx'
import { EditorContext, useEditorStore } from '../state/EditorContext.ts'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import { closeVersions, useShown, useVersionsPlace } from '../versions/versionsStore.ts'
import { TopBar } from './TopBar.tsx'
import { useShortcuts } from './useShortcuts.ts'

const QuickCommand = lazy(async () => ({
  default: (await import('../shell/QuickCommand.tsx')).QuickCommand,
}))

const ShortcutSheet = lazy(async () => ({
  default: (await import('../shell/ShortcutSheet.tsx')).ShortcutSheet,
}))
const VersionsPanel = lazy(async () => ({
  default: (await import('../versions/VersionsPanel.tsx')).VersionsPanel,
}))
const VersionCanvas = lazy(async () => ({
  default: (await import('../versions/VersionCanvas.tsx')).VersionCanvas,
}))

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
  const draft = useEditorStore()
  const versions = useVersionsPlace()
  const shown = useShown()
  const isLooking = shown !== null
  const hasVersions = versions.type !== 'closed'
  useEffect(() => closeVersions, [])
  const palette = layout.paletteOpen ? layout.palette : folded.side
  const least = versions.type === 'compare' ? compareWidth : 0
  const isRightOpen = layout.inspectorOpen || hasVersions
  const inspector = isRightOpen ? Math.max(layout.inspector, least) : folded.side
  const dock = layout.dockOpen ? layout.dock : folded.dock
  return (
    <main
      className="workbench"
      style={{
        gridTemplateColumns: `${palette}px minmax(240px, 1fr) ${inspector}px`,
        gridTemplateRows: `48px minmax(160px, 1fr) ${dock}px`,
      }}
    >
      {isPainted ? <TopBar /> : <header className="top" />}
      <div className="workbench-palette" hidden={!layout.paletteOpen} inert={isLooking}>
        {isPainted && <Palette />}
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
            <Dock />
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
          <>
            {hasVersions ? (
              <Suspense fallback={<section className="inspector" />}>
                <VersionsPanel />
              </Suspense>
            ) : (
              <Inspector />
            )}
            <TestPanel />
          </>
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
