import { IconCopy, IconSearch } from '@tabler/icons-react'
import { memo, Suspense, useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { FmlLine } from '#shared/fml/printFml.ts'
import type { FmlPage } from '../analysis/analysis.ts'
import { t } from '../i18n/t.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import { useCallLights } from '../state/callStore.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import { copyText } from './copyText.ts'
import { FmlFind } from './FmlFind.tsx'
import { findText } from './findText.ts'

const FmlView = lazyPart(async () => memo((await import('./FmlView.tsx')).FmlView))

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
  const openFind = useCallback(() => setFinding(true), [])
  const text = useMemo(() => lines.map((line) => line.text).join('\n'), [lines])
  const [isFinding, setFinding] = useState(false)
  const [words, setWords] = useState('')
  const [current, setCurrent] = useState(0)
  const found = useMemo(
    () => (isFinding ? findText(text, words) : noPlaces),
    [isFinding, text, words],
  )
  // An edit may have taken places away.
  const shownPlace = Math.min(current, Math.max(0, found.length - 1))
  return (
    <section className="dock-panel" aria-label={t('FML')}>
      <div className="dock-head">
        <h2>{t('FML')}</h2>
        <span className="faint fml-count">
          {t('{count, plural, one {# page} other {# pages}}', { count: pages.length })}
        </span>
        <span className="fml-tools">
          <button
            type="button"
            className="icon-button"
            aria-label={t('Find in the FML')}
            aria-expanded={isFinding}
            title={t('Find in the FML')}
            onClick={() => {
              setLayout({ dockOpen: true })
              setFinding(!isFinding)
            }}
          >
            <IconSearch size={15} />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('Copy the FML')}
            title={t('Copy the FML')}
            disabled={text === ''}
            onClick={() => void copyText(text)}
          >
            <IconCopy size={15} />
          </button>
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
      {isOpen && isFinding && (
        <FmlFind
          words={words}
          count={found.length}
          current={shownPlace}
          onWords={(next) => {
            setWords(next)
            setCurrent(0)
          }}
          onCurrent={setCurrent}
          onClose={() => setFinding(false)}
        />
      )}
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
                found={found}
                current={shownPlace}
                onFind={openFind}
              />
            </Suspense>
          )}
        </div>
      )}
    </section>
  )
}

const noPlaces: ReturnType<typeof findText> = []

function linesOf(pages: readonly FmlPage[], nameOf: (id: string) => string): readonly FmlLine[] {
  return pages.flatMap((page, index) => [
    ...(index === 0 ? [] : [{ text: '', node: null }]),
    { text: `<!-- ${nameOf(page.node).replaceAll('--', '–')} -->`, node: null },
    ...page.lines,
  ])
}
