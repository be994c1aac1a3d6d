import { useState } from 'react'
import { type ConditionWords, parseCondition, printCondition } from '#shared/text/conditionRows.ts'
import { t } from '../i18n/t.ts'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { ProblemNote } from './Field.tsx'
import { TemplateInput } from './TemplateField.tsx'

interface ConditionFieldProps {
  /** What the condition belongs to: `rule 1`. */
  readonly noun: string
  readonly path: string
  /** Liquid; a half-made comparison comes as `draft`. */
  readonly value: string
  readonly draft?: ConditionWords
  readonly onChange: (value: string, words: ConditionWords | null, word?: string) => void
}

const nothing: ConditionWords = { join: 'and', rows: [{ left: '', comparison: 'is', value: '' }] }

/** A condition in words wherever words can say it, else in Liquid; each becomes the other on the spot. */
export function ConditionField({ noun, path, value, draft, onChange }: ConditionFieldProps) {
  const words = draft ?? (value.trim() === '' ? nothing : parseCondition(value))
  const [isLiquid, setLiquid] = useState(words === null)
  const [half, setHalf] = useState<ConditionWords | null>(null)
  const showsLiquid = isLiquid || words === null
  return (
    <div data-path={path}>
      {showsLiquid ? (
        <TemplateInput
          label={t('Condition of {noun}', { noun })}
          value={value}
          maxLength={2_000}
          mono
          bare
          placeholder="vars.age >= 18 and vars.city == 'Bonn'"
          onChange={(text) => onChange(text, null, 'when')}
        />
      ) : (
        <ConditionBuilder
          noun={noun}
          words={value.trim() === '' && !draft ? (half ?? words) : words}
          onChange={(next, word) => {
            const [only] = next.rows
            const isHalf = !draft && next.rows.length === 1 && only?.left.trim() === ''
            setHalf(isHalf ? next : null)
            onChange(isHalf ? '' : printCondition(next), next, word)
          }}
        />
      )}
      <ProblemNote path={path} />
      <button
        type="button"
        className="small-button condition-switch"
        disabled={showsLiquid && words === null}
        title={
          showsLiquid && words === null
            ? t('This Liquid says more than the form can show.')
            : undefined
        }
        onClick={() => setLiquid(!showsLiquid)}
      >
        {showsLiquid ? t('Use the form') : t('Write Liquid')}
      </button>
    </div>
  )
}
