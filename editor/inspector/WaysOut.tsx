import { memo, type ReactNode, useId, useMemo } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { useLanguage } from '../i18n/useLanguage.ts'
import { setWayOut } from '../state/commands.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { edgeFrom, portsOf, targetsOf } from '../state/graph.ts'

/** What comes after each outcome: wiring for the keyboard, and for people who do not drag. */
export function WaysOut({ node }: { readonly node: FlowNode }) {
  const targets = useEditor((state) => targetsOf(state.flow))
  const options = useMemo(
    () =>
      targets.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      )),
    [targets],
  )
  const ports = portsOf(node)
  if (ports.length === 0) return null
  return (
    <div className="inspector-section">
      <h3>{t('What comes next')}</h3>
      <div className="ways">
        {ports.map((port) => (
          <WayOut
            key={port.id}
            node={node.id}
            port={port.id}
            title={port.title}
            isNeeded={port.unwired === 'error'}
            options={options}
          />
        ))}
      </div>
    </div>
  )
}

interface WayOutProps {
  readonly node: string
  readonly port: string
  readonly title: string
  /** A caller would be left in silence without it. */
  readonly isNeeded: boolean
  readonly options: ReactNode
}

/** One outcome; typing elsewhere in the form does not draw its long list again. */
const WayOut = memo(function WayOut({ node, port, title, isNeeded, options }: WayOutProps) {
  const store = useEditorStore()
  const id = useId()
  const target = useEditor((state) => edgeFrom(state.flow, node, port)?.target ?? '')
  const words = translateTitle(title)
  useLanguage()
  const state = target === '' && isNeeded ? 'bad' : 'fine'
  return (
    <>
      <label htmlFor={id} title={words} data-state={state}>
        {words}
      </label>
      <select
        id={id}
        className="input"
        value={target}
        data-state={state}
        onChange={(event) => setWayOut(store, node, port, event.target.value || null)}
      >
        <option value="">
          {state === 'bad' ? t('Choose the next step') : t('Nothing: hang up')}
        </option>
        {options}
      </select>
    </>
  )
})
