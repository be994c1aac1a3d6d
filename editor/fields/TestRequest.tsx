import { IconSend } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { TestAnswer, TestRequest as TestBody } from '#shared/api/testRequest.ts'
import type { FlowNode } from '#shared/flow/flow.ts'
import { definitionOf } from '#shared/nodes/index.ts'
import type { JsonPath } from '#shared/text/jsonPath.ts'
import { variablesOf } from '#shared/text/liquid.ts'
import { messageOf } from '../api/client.ts'
import { stepClient } from '../api/stepClient.ts'
import { t } from '../i18n/t.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import { useFormScope } from './FormContext.ts'
import { TestResult } from './TestResult.tsx'

interface TestRequestProps {
  /** Names that places of the answer already have, by their printed paths. */
  readonly names: ReadonlyMap<string, string>
  readonly onPick: (path: JsonPath) => void
}

type Trial =
  | { readonly type: 'none' | 'running' }
  | { readonly type: 'refused'; readonly why: string }
  | { readonly type: 'answered'; readonly answer: TestAnswer }

/** Sample values by the flow and the name they stand for: kept while the editor is open. */
const samples = new Map<string, string>()

/** Sends a step's request once, from the server, with sample values for what its templates read. */
export function TestRequest({ names, onPick }: TestRequestProps) {
  const store = useEditorStore()
  const { nodeId, values } = useFormScope()
  const flowId = useEditor((state) => state.flow.id)
  const node = useEditor((state) => (nodeId === null ? undefined : nodeOf(state.flow, nodeId)))
  const [trial, setTrial] = useState<Trial>({ type: 'none' })
  const [, draw] = useState(0)
  const wanted = useMemo(() => (node ? namesReadBy(node) : []), [node])
  if (!node) return null
  const sampleOf = (name: string) => samples.get(`${flowId} ${name}`) ?? defaultOf(name)
  const defaultOf = (name: string) =>
    store.getState().flow.variables.find((one) => `vars.${one.name}` === name)?.default ?? ''
  const send = async () => {
    setTrial({ type: 'running' })
    const body: TestBody = {
      node: { type: node.type, name: node.name, data: node.data },
      values: wanted.map((name) => {
        const type = values().values.find((value) => value.name === name)?.type ?? null
        return { name, value: typed(sampleOf(name), type === 'text' || type === 'phone') }
      }),
    }
    try {
      setTrial({ type: 'answered', answer: await stepClient.testRequest(flowId, body) })
    } catch (error) {
      setTrial({ type: 'refused', why: messageOf(error) })
    }
  }
  return (
    <div className="try">
      {wanted.length > 0 && (
        <fieldset className="list">
          <legend className="field-label">{t('Sample values')}</legend>
          <div className="form">
            {wanted.map((name) => (
              <label key={name} className="field">
                <span className="field-label mono-inline">{name}</span>
                <input
                  className="input"
                  aria-label={t('Sample of {name}', { name })}
                  value={sampleOf(name)}
                  maxLength={4_000}
                  data-native-undo
                  onChange={(event) => {
                    samples.set(`${flowId} ${name}`, event.target.value)
                    draw((count) => count + 1)
                  }}
                />
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div>
        <button
          type="button"
          className="small-button"
          data-outline
          disabled={trial.type === 'running'}
          onClick={() => void send()}
        >
          <IconSend size={13} aria-hidden="true" />
          {trial.type === 'running' ? t('Waiting for the answer') : t('Send a test request')}
        </button>
      </div>
      <div role="status">{contentOf(trial, names, onPick)}</div>
    </div>
  )
}

function contentOf(
  trial: Trial,
  names: TestRequestProps['names'],
  onPick: TestRequestProps['onPick'],
): ReactNode {
  if (trial.type === 'refused') return <p className="field-problem">{trial.why}</p>
  return trial.type === 'answered' ? (
    <TestResult answer={trial.answer} names={names} onPick={onPick} />
  ) : null
}

/** Values that a step's templates read, in their order. */
function namesReadBy(node: FlowNode): readonly string[] {
  const definition = definitionOf(node.type)
  const data = definition?.data.safeParse(node.data)
  if (!definition || !data?.success) return []
  const names = definition
    .templates(data.data)
    .flatMap((use) => variablesOf(use.source, use.kind))
    .filter((name) => name.includes('.'))
  return [...new Set(names)]
}

/** A sample as the value it means: numbers, yes and no, and JSON are themselves unless only text fits. */
function typed(sample: string, isText: boolean): TestBody['values'][number]['value'] {
  if (isText) return sample
  const text = sample.trim()
  if (!/^(-?\d+(\.\d+)?|true|false|null|[[{].*[\]}])$/s.test(text)) return sample
  try {
    return JSON.parse(text)
  } catch {
    return sample
  }
}
