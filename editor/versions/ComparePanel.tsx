import { IconArrowsExchange } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { compareFlows } from '#shared/compare/compareFlows.ts'
import { overlay } from '#shared/compare/overlay.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { startAnalysis } from '../analysis/startAnalysis.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { useEditor } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { CallDifferences } from './CallDifferences.tsx'
import { ChangeList } from './ChangeList.tsx'
import { createReadOnlyStore } from './createReadOnlyStore.ts'
import { useVersion, useVersions } from './versionQueries.ts'
import { compareSides, type Side, show } from './versionsStore.ts'

interface Sides {
  readonly before: Side
  readonly after: Side
}

/** Two versions side by side: what is different in them, and what callers will hear differently. */
export function ComparePanel({ before, after }: Sides) {
  const was = useSide(before)
  const is = useSide(after)
  const problem = was.error ?? is.error
  return (
    <>
      <SidePicker before={before} after={after} />
      {problem !== null && (
        <p role="alert" className="versions-body field-problem">
          {messageOf(problem)}
        </p>
      )}
      {was.flow && is.flow && (
        <Comparison before={was.flow} after={is.flow} sides={{ before, after }} />
      )}
    </>
  )
}

function useSide(side: Side): { readonly flow: Flow | null; readonly error: unknown } {
  const draft = useEditor((state) => state.flow)
  const version = useVersion(draft.id, side === 'draft' ? null : side)
  return side === 'draft'
    ? { flow: draft, error: null }
    : { flow: version.data?.flow ?? null, error: version.error }
}

interface ComparisonProps {
  readonly before: Flow
  readonly after: Flow
  readonly sides: Sides
}

function Comparison({ before, after, sides }: ComparisonProps) {
  const changes = useMemo(() => compareFlows(before, after), [before, after])
  const [store, setStore] = useState<EditorStore | null>(null)
  useEffect(() => {
    const { flow, steps, wires } = overlay(before, after, changes)
    const drawn = createReadOnlyStore(flow)
    setStore(drawn)
    const title = t('{before} → {after}', {
      before: sideName(sides.before),
      after: sideName(sides.after),
    })
    show({ store: drawn, title, steps, wires })
    // The FML is the one of the newer side alone, not of both drawn together.
    const spoken = createReadOnlyStore(after)
    const forget = spoken.subscribe(({ pages, diagnostics }) =>
      drawn.getState().analysed({ pages, diagnostics }),
    )
    const stop = startAnalysis(spoken)
    return () => {
      forget()
      stop()
      show(null)
    }
  }, [before, after, changes, sides.before, sides.after])
  return (
    <div className="versions-body">
      <ChangeList changes={changes} onShow={(id) => store?.getState().show(id)} />
      <CallDifferences
        before={{ side: sides.before, flow: before }}
        after={{ side: sides.after, flow: after }}
        onShow={(id) => store?.getState().show(id)}
      />
    </div>
  )
}

function SidePicker({ before, after }: Sides) {
  return (
    <div className="compare-sides">
      <SideSelect
        label={t('Before')}
        value={before}
        onChange={(side) => compareSides(side, after)}
      />
      <button
        type="button"
        className="icon-button top-icon"
        aria-label={t('Swap the two')}
        title={t('Swap the two')}
        onClick={() => compareSides(after, before)}
      >
        <IconArrowsExchange size={16} stroke={1.8} />
      </button>
      <SideSelect
        label={t('After')}
        value={after}
        onChange={(side) => compareSides(before, side)}
      />
    </div>
  )
}

interface SideSelectProps {
  readonly label: string
  readonly value: Side
  readonly onChange: (side: Side) => void
}

function SideSelect({ label, value, onChange }: SideSelectProps) {
  const flowId = useEditor((state) => state.flow.id)
  const versions = useVersions(flowId)
  const numbers = versions.data?.map(({ version }) => version) ?? []
  const known = typeof value === 'number' && !numbers.includes(value) ? [value] : []
  return (
    <select
      className="input"
      aria-label={label}
      value={String(value)}
      onChange={({ target }) => onChange(target.value === 'draft' ? 'draft' : Number(target.value))}
    >
      <option value="draft">{sideName('draft')}</option>
      {[...known, ...numbers].map((version) => (
        <option key={version} value={version}>
          {sideName(version)}
        </option>
      ))}
    </select>
  )
}

const sideName = (side: Side): string =>
  side === 'draft' ? t('Draft') : t('Version {version}', { version: side })
