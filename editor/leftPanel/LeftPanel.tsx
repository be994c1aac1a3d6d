import './leftPanel.css'
import { type ComponentType, Suspense, useEffect, useMemo } from 'react'
import { t } from '../i18n/t.ts'
import { Palette } from '../palette/Palette.tsx'
import { lazyPart } from '../shell/lazyPart.tsx'
import { Tabs } from '../shell/Tabs.tsx'
import { type LeftTab, showLeft, useLeft } from './leftStore.ts'

/** Panels that have come: drawn at once, so that the first key of a search lands in it. */
const come: { Outline: ComponentType | null; Find: ComponentType | null } = {
  Outline: null,
  Find: null,
}

const loadOutline = async () => {
  come.Outline = (await import('../outline/Outline.tsx')).Outline
  return come.Outline
}
const loadFind = async () => {
  come.Find = (await import('../search/Find.tsx')).Find
  return come.Find
}
const LazyOutline = lazyPart(loadOutline)
const LazyFind = lazyPart(loadFind)

const panelOf = (tab: LeftTab): ComponentType =>
  ({
    steps: Palette,
    outline: come.Outline ?? LazyOutline,
    find: come.Find ?? LazyFind,
  })[tab]

/** What a flow is made of, what it holds, and where in it something is. */
export function LeftPanel() {
  const tab = useLeft((left) => left.tab)
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([loadFind(), loadOutline()]), 1_000)
    return () => clearTimeout(timer)
  }, [])
  // Chosen with the tab: a panel that came by waiting stays the same one until the tab is left.
  const Panel = useMemo(() => panelOf(tab), [tab])
  return (
    <div className="left-panel">
      <Tabs
        label={t('Left panel')}
        value={tab}
        onChange={showLeft}
        tabs={[
          { value: 'steps', title: t('Steps') },
          { value: 'outline', title: t('Outline') },
          { value: 'find', title: t('Find') },
        ]}
      />
      <Suspense fallback={null}>
        <Panel />
      </Suspense>
    </div>
  )
}
