import { lazy, Suspense, useMemo } from 'react'
import type { FmlPage } from '../analysis/analysis.ts'
import { useCallLights } from '../state/callStore.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { setLayout, useLayout } from '../state/layoutStore.ts'

const FmlView = lazy(async () => ({ default: (await import('./FmlView.tsx')).FmlView }))

/** A line of the panel, and the step that it lights up. */
export interface PanelLine {
  readonly text: string
  readonly node: string | null
}

/** The flow in its language, page by page: what is answered from one wait to the next. */
export function FmlPanel() {
  const store = useEditorStore()
  const pages = useEditor((state) => state.pages)
  const selected = useEditor((state) => state.selection.nodes)
  const speaking = useCallLights((lights) => lights.speaking)
  const wholeFlow = useLayout((layout) => layout.wholeFlow)
  const isOpen = useLayout((layout) => layout.dockOpen)
  const shown = useMemo(() => {
    const wanted = new Set(selected)
    const ofStep = pages.filter((page) =>
      page.lines.some((line) => line.node && wanted.has(line.node)),
    )
    return wholeFlow || ofStep.length === 0 ? pages : ofStep
  }, [pages, selected, wholeFlow])
  const flow = useEditor((state) => state.flow)
  const lines = useMemo(
    () => linesOf(shown, (id) => nodeOf(flow, id)?.name ?? 'Page'),
    [shown, flow],
  )
  return (
    <section className="dock-panel" aria-label="FML">
      <div className="dock-head">
        <h2>FML</h2>
        <span className="faint">{pages.length === 1 ? '1 page' : `${pages.length} pages`}</span>
        <div className="segmented">
          <button
            type="button"
            aria-pressed={wholeFlow}
            onClick={() => setLayout({ wholeFlow: true })}
          >
            Whole flow
          </button>
          <button
            type="button"
            aria-pressed={!wholeFlow}
            onClick={() => setLayout({ wholeFlow: false })}
          >
            Selected step
          </button>
        </div>
      </div>
      {isOpen && (
        <div className="fml">
          {pages.length === 0 ? (
            <p className="fml-waiting">Nothing is said yet. Wire the start to a step.</p>
          ) : (
            <Suspense fallback={null}>
              <FmlView
                lines={lines}
                lit={selected}
                speaking={speaking}
                onPick={(node) => store.getState().show(node)}
              />
            </Suspense>
          )}
        </div>
      )}
    </section>
  )
}

function linesOf(pages: readonly FmlPage[], nameOf: (id: string) => string): readonly PanelLine[] {
  return pages.flatMap((page, index) => [
    ...(index === 0 ? [] : [{ text: '', node: null }]),
    { text: `<!-- ${nameOf(page.node).replaceAll('--', '–')} -->`, node: null },
    ...page.lines,
  ])
}
