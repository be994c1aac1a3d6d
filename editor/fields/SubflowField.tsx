import { IconArrowUpRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { createGraph } from '#shared/compile/graph.ts'
import { outcomesOf } from '#shared/compile/outcomesOf.ts'
import type { Flow } from '#shared/flow/flow.ts'
import type { SubflowData } from '#shared/nodes/subflow/subflow.ts'
import { client, messageOf } from '../api/client.ts'
import { useFlow, useFlows } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { go, usePlace } from '../router.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { newId } from '../state/newId.ts'
import { Field } from './Field.tsx'
import { useFormScope } from './FormContext.ts'
import { SubflowValues } from './SubflowValues.tsx'

interface SubflowFieldProps {
  readonly data: SubflowData
  /** What is shown for a flow that is not known here. */
  readonly otherwise: ReactNode
  /** Between the choice of the flow and its values. */
  readonly outcomes: ReactNode
}

/** Chooses the flow that a step runs: its outcomes become ways out, its variables become fields. */
export function SubflowField({ data, otherwise, outcomes }: SubflowFieldProps) {
  const store = useEditorStore()
  const { nodeId } = useFormScope()
  const own = useEditor((state) => state.flow.id)
  const place = usePlace()
  const flows = useFlows()
  const inner = useFlow(data.flow)
  const offered = (flows.data ?? []).filter((flow) => flow.id !== own)
  const isKnown = data.flow === '' || offered.some((flow) => flow.id === data.flow)
  const change = (title: string, changes: Partial<SubflowData>) => {
    const { flow, apply } = store.getState()
    const node = nodeId === null ? undefined : nodeOf(flow, nodeId)
    if (!node) return
    const edit = { type: 'node.data' as const, id: node.id, data: { ...node.data, ...changes } }
    apply({ type: 'batch', title, edits: [edit] })
  }
  const choose = async (id: string) => {
    const found = await client.flow(id).catch(() => null)
    change('choose a flow', { flow: id, ...(found ? fitTo(found.flow, data) : {}) })
  }
  const missing = inner.data ? missingOutcomes(inner.data.flow, data) : []
  return (
    <>
      <Field label={t('Flow to run')} path="flow">
        {(ids) => (
          <div className="row-cells">
            <select
              {...ids}
              className="input"
              value={data.flow}
              onChange={(event) => void choose(event.target.value)}
            >
              {data.flow === '' && <option value="">{t('Choose a flow')}</option>}
              {!isKnown && <option value={data.flow}>{inner.data?.flow.name ?? data.flow}</option>}
              {offered.map((flow) => (
                <option key={flow.id} value={flow.id}>
                  {flow.name}
                </option>
              ))}
            </select>
            {data.flow !== '' && (
              <button
                type="button"
                className="small-button subflow-open"
                data-outline
                onClick={() => {
                  const trail = place.screen === 'flow' ? (place.trail ?? []) : []
                  const way = trail.filter((id) => id !== own && id !== data.flow)
                  go({ screen: 'flow', id: data.flow, trail: [...way, own] })
                }}
              >
                {t('Open')}
                <IconArrowUpRight size={13} className="flips" aria-hidden="true" />
              </button>
            )}
          </div>
        )}
      </Field>
      {offered.length === 0 && flows.data && (
        <p className="field-hint">{t('There is no other flow yet. Make one under Flows.')}</p>
      )}
      {inner.isError && <p className="field-problem">{messageOf(inner.error)}</p>}
      {data.flow !== '' && outcomes}
      {missing.length > 0 && inner.data && (
        <div>
          <p className="field-hint">
            {t('That flow can also end with {outcomes}.', { outcomes: missing.join(', ') })}
          </p>
          <button
            type="button"
            className="small-button list-add"
            onClick={() =>
              inner.data &&
              change('take over the outcomes', { outcomes: outcomesFor(inner.data.flow, data) })
            }
          >
            {t('Take over its outcomes')}
          </button>
        </div>
      )}
      {data.flow === '' ? null : inner.data ? (
        <SubflowValues data={data} flow={inner.data.flow} onChange={change} />
      ) : (
        !inner.isLoading && otherwise
      )}
    </>
  )
}

const endsOf = (flow: Flow): readonly string[] =>
  outcomesOf(createGraph(flow))
    .filter((outcome) => !outcome.includes('{'))
    .map((outcome) => outcome || 'completed')

const missingOutcomes = (flow: Flow, { outcomes }: SubflowData): readonly string[] =>
  endsOf(flow).filter((end) => outcomes.every((one) => one.outcome.trim() !== end))

/** The outcomes of a flow; one that the step has already keeps its id, and so its wire. */
function outcomesFor(flow: Flow, data: SubflowData): SubflowData['outcomes'] {
  const ends = endsOf(flow)
  const all = ends.length === 0 ? ['completed'] : ends
  return all
    .slice(0, 30)
    .map(
      (outcome) =>
        data.outcomes.find((one) => one.outcome.trim() === outcome) ?? { id: newId('x'), outcome },
    )
}

/** What of a step's values the chosen flow knows. */
function fitTo(flow: Flow, data: SubflowData): Partial<SubflowData> {
  const names = new Set(flow.variables.map((variable) => variable.name))
  return {
    outcomes: outcomesFor(flow, data),
    inputs: data.inputs.filter((input) => names.has(input.variable)),
    outputs: data.outputs.filter((output) => names.has(output.variable)),
  }
}
