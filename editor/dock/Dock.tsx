import './dock.css'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { t } from '../i18n/t.ts'
import { Resizer } from '../shell/Resizer.tsx'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import { FmlPanel } from './FmlPanel.tsx'
import { ProblemsPanel } from './ProblemsPanel.tsx'

/** Below the canvas: the flow as FML, and what is wrong with it. */
export function Dock() {
  const isOpen = useLayout((layout) => layout.dockOpen)
  const problems = useLayout((layout) => layout.problems)
  return (
    <div
      className="dock"
      style={{ gridTemplateColumns: `minmax(0, 1fr) min(${problems}px, 45%)` }}
      data-open={isOpen}
    >
      <FmlPanel />
      <div className="dock-problems">
        <Resizer panel="problems" label={t('Width of the problems')} grows="left" />
        <ProblemsPanel />
      </div>
      <button
        type="button"
        className="icon-button dock-fold"
        aria-label={isOpen ? t('Fold FML and problems') : t('Show FML and problems')}
        onClick={() => setLayout({ dockOpen: !isOpen })}
      >
        {isOpen ? <IconChevronDown size={15} /> : <IconChevronUp size={15} />}
      </button>
    </div>
  )
}
