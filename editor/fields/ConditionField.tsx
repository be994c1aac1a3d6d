import { useState } from 'react'
import { type ConditionWords, parseCondition, printCondition } from '#shared/text/conditionRows.ts'
import { t } from '../i18n/t.ts'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { ProblemNote } from './Field.tsx'
import { TemplateInput } from './TemplateInput.tsx'

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
  const [half, setHalf] = useState<{ words: ConditionWords; over: string } | null>(null)
  // What is being typed is no Liquid yet, and must not turn the form into text under the hands.
  const typed = half?.over === value ? half.words : null
  const words = draft ?? typed ?? (value.trim() === '' ? nothing : parseCondition(value))
  const [isLiquid, setLiquid] = useState(words === null)
  const showsLiquid = isLiquid || words === null
  const switcher = (
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
  )
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
          words={words}
          aside={switcher}
          onChange={(next, word) => {
            const isBlank = next.rows.every((row) => row.left.trim() === '')
            const liquid = isBlank ? '' : printCondition(next)
            setHalf({ words: next, over: liquid })
            onChange(liquid, next, word)
          }}
        />
      )}
      <ProblemNote path={path} />
      {showsLiquid && switcher}
    </div>
  )
}
