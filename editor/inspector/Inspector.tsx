import { translateTitle } from '../i18n/translate.ts'
import './inspector.css'
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { valuesAt } from '#shared/compile/valuesAt.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import { FormContext, once } from '../fields/FormContext.ts'
import { t } from '../i18n/t.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { useReason } from '../people/session.ts'
import { useMark } from '../search/useMark.ts'
import { Tabs } from '../shell/Tabs.tsx'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { problemsOf } from '../state/problems.ts'
import { FlowForm } from './FlowForm.tsx'
import { formOf } from './formOf.ts'
import { Help } from './Help.tsx'
import { NameField } from './NameField.tsx'
import { WaysOut } from './WaysOut.tsx'

/** What is selected, as a form; the whole flow's settings when nothing is. */
export function Inspector() {
  const id = useEditor(({ selection }) =>
    selection.nodes.length === 1 ? (selection.nodes[0] ?? null) : null,
  )
  const count = useEditor(({ selection }) => selection.nodes.length)
  const node = useEditor((state) => (id === null ? undefined : nodeOf(state.flow, id)))
  return (
    <section className="inspector" aria-label={t('Inspector')}>
      {node ? (
        <StepForm key={node.id} node={node} />
      ) : count > 1 ? (
        <Several count={count} />
      ) : (
        <Lock>
          <FlowForm />
        </Lock>
      )}
    </section>
  )
}

/** Fields of a form can be read but not changed by somebody who may only look. */
function Lock({ children }: { readonly children: ReactNode }) {
  const reason = useReason('editor')
  return (
    <fieldset className="inspector-lock" disabled={reason !== null} title={reason ?? undefined}>
      {children}
    </fieldset>
  )
}

function Several({ count }: { readonly count: number }) {
  const mayEdit = useReason('editor') === null
  return (
    <div className="inspector-body">
      <h2 className="inspector-title">
        {t('{count, plural, one {# step selected} other {# steps selected}}', { count })}
      </h2>
      {mayEdit && (
        <p className="field-hint">
          {t(
            'Drag to move them together. Delete removes them, Ctrl+D doubles them, Ctrl+C copies them.',
          )}
        </p>
      )}
    </div>
  )
}

function StepForm({ node }: { readonly node: FlowNode }) {
  const store = useEditorStore()
  const [tab, setTab] = useState<'form' | 'help'>('form')
  const form = useRef<HTMLDivElement>(null)
  useMark(form, node.id, () => setTab('form'))
  const diagnostics = useEditor((state) => state.diagnostics)
  const variables = useEditor((state) => state.flow.variables)
  // What may be completed can wait for a pause in typing.
  const flow = useDeferredValue(useEditor((state) => state.flow))
  const values = useMemo(() => once(() => valuesAt(flow, node.id)), [flow, node.id])
  const scope = useMemo(
    () => ({
      nodeId: node.id,
      problems: problemsOf(diagnostics, node.id),
      values,
      variables,
      seal: () => store.getState().seal(),
    }),
    [diagnostics, node.id, values, variables, store],
  )
  const title = translateTitle(definitionOf(node.type)?.title ?? node.type)
  const Form = formOf(node.type)
  return (
    <FormContext value={scope}>
      <Tabs
        label={t('Inspector')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'form', title, icon: <StepIcon type={node.type} /> },
          { value: 'help', title: t('Help') },
        ]}
      />
      {tab === 'help' ? (
        <Help type={node.type} />
      ) : (
        <Lock>
          <div ref={form} className="inspector-body form">
            <NameField node={node} />
            {Form && (
              <Form
                data={node.data}
                set={(key, value, field) => {
                  const { apply, flow: now } = store.getState()
                  const current = nodeOf(now, node.id)
                  if (!current) return
                  apply(
                    { type: 'node.data', id: node.id, data: { ...current.data, [key]: value } },
                    field === undefined ? {} : { key: `${node.id} ${field}` },
                  )
                }}
              />
            )}
            <WaysOut node={node} />
          </div>
        </Lock>
      )}
    </FormContext>
  )
}
