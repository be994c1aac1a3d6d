import { useId, useRef, useState } from 'react'
import { renameReadsOf } from '#shared/compile/renameValue.ts'
import { type FlowNode, limits, scopeName } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { useProblemAt } from '../fields/FormContext.ts'
import { rich } from '../i18n/rich.tsx'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { nodeOf } from '../state/graph.ts'

/** The name of a step: what people call it, and how later steps read what it collected. */
export function NameField({ node }: { readonly node: FlowNode }) {
  const store = useEditorStore()
  const id = useId()
  const problem = useProblemAt('name')
  const [isEmpty, setEmpty] = useState(false)
  const before = useRef<string | null>(null)
  const collects = useEditor(() => collectsOf(node))
  const first = (
    <span className="mono-inline">{`nodes.${scopeName(node.name)}.${collects.split(' ')[0]}`}</span>
  )
  return (
    <div className="field" data-path="name">
      <div className="field-label">
        <label htmlFor={id}>{t('Name')}</label>
      </div>
      <input
        id={id}
        className="input"
        maxLength={limits.name}
        aria-invalid={isEmpty || problem !== undefined}
        value={isEmpty ? '' : node.name}
        onFocus={() => {
          before.current = node.name
        }}
        onChange={({ target }) => {
          setEmpty(target.value === '')
          if (target.value === '') return
          store
            .getState()
            .apply(
              { type: 'node.rename', id: node.id, name: target.value },
              { key: `${node.id} name` },
            )
        }}
        onBlur={() => {
          setEmpty(false)
          if (before.current !== null) followName(store, node.id, before.current)
          before.current = null
          store.getState().seal()
        }}
      />
      {problem ? (
        <p className="field-problem" data-severity={problem.severity}>
          {translate(problem.message)} {translate(problem.hint ?? '')}
        </p>
      ) : (
        collects !== '' && (
          <p className="field-hint">
            {collects.includes(' ')
              ? rich('Later steps read its values as {name}.', { name: first })
              : rich('Later steps read its value as {name}.', { name: first })}
          </p>
        )
      )}
    </div>
  )
}

/** Names a step makes available, as one comparable word list. */
function collectsOf(node: FlowNode): string {
  const definition = definitionOf(node.type)
  const data = definition?.data.safeParse(node.data)
  return definition && data?.success ? definition.collects(data.data).filter(Boolean).join(' ') : ''
}

/** What other steps read of a renamed step goes on being read: one step of undo with the name. */
function followName(store: EditorStore, id: string, before: string): void {
  const { flow, apply } = store.getState()
  const [from, to] = [scopeName(before), scopeName(nodeOf(flow, id)?.name ?? before)]
  // A name that two steps share belongs to both: what reads it stays as it is.
  const isShared = flow.nodes.some((node) => node.id !== id && scopeName(node.name) === from)
  if (from === to || isShared) return
  const edits = renameReadsOf(flow, from, to)
  if (edits.length > 0) {
    apply({ type: 'batch', title: `rename ${before}`, edits }, { key: `${id} name` })
  }
}
