import { useEffect, useRef, useState } from 'react'
import { type TrunkTestLine, trunkSteps } from '#shared/api/trunks.ts'
import { messageOf } from '../api/client.ts'
import { Field } from '../fields/Field.tsx'
import { t } from '../i18n/t.ts'
import { testTrunk } from './numbersClient.ts'
import { TestStep } from './TestStep.tsx'
import { type TrunkDraft, toSave } from './trunkDraft.ts'

/** The dialog is longer than the window: what was asked for should be seen, also as it grows. */
const bringIntoView = (list: HTMLElement | null) => {
  if (list) requestAnimationFrame(() => list.scrollIntoView({ block: 'end' }))
}

interface TrunkTestProps {
  /** Null: it is not kept yet. */
  readonly id: string | null
  readonly draft: TrunkDraft
  readonly set: (change: Partial<TrunkDraft>) => void
}

/** Tries what stands in the form, and says step by step what works and what does not. */
export function TrunkTest({ id, draft, set }: TrunkTestProps) {
  const [lines, setLines] = useState<readonly TrunkTestLine[] | null>(null)
  const [isRunning, setIsRunning] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const stopRef = useRef<AbortController | null>(null)
  useEffect(() => () => stopRef.current?.abort(), [])
  const run = async () => {
    const stop = new AbortController()
    stopRef.current = stop
    setIsRunning(true)
    setProblem(null)
    setLines([])
    try {
      const hear = (line: TrunkTestLine) =>
        setLines((known) => [...(known ?? []).filter(({ step }) => step !== line.step), line])
      const echoNumber = draft.echoNumber.replace(/[\s().-]/g, '')
      await testTrunk({ id, ...toSave(draft), echoNumber }, hear, stop.signal)
    } catch (error) {
      if (!stop.signal.aborted) setProblem(messageOf(error))
    } finally {
      setIsRunning(false)
    }
  }
  return (
    <div className="trunk-test">
      <div className="trunk-test-head">
        <Field
          label={t('Number to call in the test (optional)')}
          path="echoNumber"
          hint={t(
            'It really rings, and may cost: an echo test of the provider, or your own telephone.',
          )}
        >
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="tel"
              dir="ltr"
              maxLength={40}
              autoComplete="off"
              value={draft.echoNumber}
              onChange={({ target }) => set({ echoNumber: target.value })}
            />
          )}
        </Field>
        <button
          type="button"
          className="top-button"
          disabled={isRunning}
          onClick={() => void run()}
        >
          {isRunning ? t('Testing…') : t('Test it')}
        </button>
      </div>
      {problem && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      {lines && !problem && (
        <ol
          ref={(list) => bringIntoView(list)}
          className="test-steps"
          aria-label={t('Test')}
          aria-live="polite"
        >
          {trunkSteps.map((step) => (
            <TestStep
              key={step}
              step={step}
              line={lines.find((line) => line.step === step) ?? null}
              isOver={!isRunning}
            />
          ))}
        </ol>
      )}
    </div>
  )
}
