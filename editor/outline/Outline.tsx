import './outline.css'
import { IconChevronsDown, IconChevronsUp } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import { OutlineTree } from './OutlineTree.tsx'
import { outlineOf } from './outlineOf.ts'

const nothing: ReadonlySet<string> = new Set()

/** The flow as a list, for people who read it rather than see it: everything the canvas does, by the keyboard. */
export function Outline() {
  const flow = useEditor((state) => state.flow)
  const [closed, setClosed] = useState(nothing)
  const rows = useMemo(() => outlineOf(flow, closed), [flow, closed])
  const toggle = (key: string, open: boolean) => {
    const next = new Set(closed)
    if (open) next.delete(key)
    else next.add(key)
    setClosed(next)
  }
  const count = flow.nodes.length
  return (
    <section className="outline" aria-label={t('Outline')}>
      <div className="outline-bar">
        <span>{t('{count, plural, one {# step} other {# steps}}', { count })}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Fold all')}
          title={t('Fold all')}
          onClick={() => setClosed(new Set(flow.nodes.map((node) => node.id)))}
        >
          <IconChevronsUp size={15} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Unfold all')}
          title={t('Unfold all')}
          onClick={() => setClosed(nothing)}
        >
          <IconChevronsDown size={15} />
        </button>
      </div>
      <OutlineTree rows={rows} onToggle={toggle} />
    </section>
  )
}
