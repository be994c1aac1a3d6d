import { lazy, memo, Suspense, useDeferredValue, useMemo } from 'react'
import type { FmlLine } from '#shared/fml/printFml.ts'
import type { FmlPage } from '../analysis/analysis.ts'
import { t } from '../i18n/t.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { useCallLights } from '../state/callStore.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { setLayout, useLayout } from '../state/layoutStore.ts'

const FmlView = lazy(async () => ({ default: memo((await import('./FmlView.tsx')).FmlView) }))

/** The flow in its language, page by page: what is answered from one wait to the next. */
export function FmlPanel() {
  const store = useEditorStore()
  const pages = useDeferredValue(useEditor((state) => state.pages))
  const selected = useEditor((state) => state.selection.nodes)
  const speaking = useCallLights((lights) => lights.speaking)
  const wholeFlow = useLayout((layout) => layout.wholeFlow)
  const isOpen = useLayout((layout) => layout.dockOpen)
  const language = useLanguage()
  const shown = useMemo(() => {
    const wanted = new Set(selected)
    const ofStep = pages.filter((page) =>
      page.lines.some((line) => line.node && wanted.has(line.node)),
    )
    return wholeFlow || selected.length === 0 ? pages : ofStep
  }, [pages, selected, wholeFlow])
  // Names in the comments may lag behind a fast typist; the form may not.
  const flow = useDeferredValue(useEditor((state) => state.flow))
  const unexpected = t('When something unexpected happens')
  const lines = useMemo(
    () => linesOf(shown, (id) => nodeOf(flow, id)?.name ?? unexpected),
    [shown, flow, unexpected],
  )
  return (
    <section className="dock-panel" aria-label={t('FML')}>
      <div className="dock-head">
        <h2>{t('FML')}</h2>
        <span className="faint">
          {t('{count, plural, one {# page} other {# pages}}', { count: pages.length })}
        </span>
        <div className="segmented">
          <button
            type="button"
            aria-pressed={wholeFlow}
            onClick={() => setLayout({ wholeFlow: true })}
          >
            {t('Whole flow')}
          </button>
          <button
            type="button"
            aria-pressed={!wholeFlow}
            onClick={() => setLayout({ wholeFlow: false })}
          >
            {t('Selected step')}
          </button>
        </div>
      </div>
      {isOpen && (
        <div className="fml">
          {shown.length === 0 ? (
            <p className="fml-waiting">
              {pages.length === 0
                ? t('Nothing is said yet. Wire the start to a step.')
                : t(
                    'No call gets here yet, or this step works in silence: it has no FML of its own.',
                  )}
            </p>
          ) : (
            <Suspense fallback={null}>
              <FmlView
                key={language}
                lines={lines}
                lit={selected}
                speaking={speaking}
                onPick={store.getState().show}
              />
            </Suspense>
          )}
        </div>
      )}
    </section>
  )
}

function linesOf(pages: readonly FmlPage[], nameOf: (id: string) => string): readonly FmlLine[] {
  return pages.flatMap((page, index) => [
    ...(index === 0 ? [] : [{ text: '', node: null }]),
    { text: `<!-- ${nameOf(page.node).replaceAll('--', '–')} -->`, node: null },
    ...page.lines,
  ])
}
