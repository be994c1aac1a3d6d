import './leftPanel.css'
import { lazy, Suspense, useEffect } from 'react'
import { t } from '../i18n/t.ts'
import { Palette } from '../palette/Palette.tsx'
import { Tabs } from '../shell/Tabs.tsx'
import { showLeft, useLeft } from './leftStore.ts'

/** Fetched while nobody waits, so that the first key of a search is not lost. */
const loadOutline = () => import('../outline/Outline.tsx')
const loadFind = () => import('../search/Find.tsx')
const Outline = lazy(async () => ({
  default: (await loadOutline()).Outline,
}))
const Find = lazy(async () => ({ default: (await loadFind()).Find }))

/** What a flow is made of, what it holds, and where in it something is. */
export function LeftPanel() {
  const tab = useLeft((left) => left.tab)
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([loadFind(), loadOutline()]), 1_000)
    return () => clearTimeout(timer)
  }, [])
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
        {tab === 'steps' ? <Palette /> : tab === 'outline' ? <Outline /> : <Find />}
      </Suspense>
    </div>
  )
}
