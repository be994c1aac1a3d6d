import './conditionBuilder.css'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import {
  type Comparison,
  type ConditionRow,
  type ConditionWords,
  comparisons,
  needsValue,
  parseCondition,
  printCondition,
} from '#shared/text/conditionRows.ts'
import { t } from '../i18n/t.ts'
import { ConditionValue } from './ConditionValue.tsx'
import { comparisonsOf, comparisonTitle } from './comparisonsOf.ts'
import { useFormScope } from './FormContext.ts'
import { TemplateInput } from './TemplateInput.tsx'

interface ConditionBuilderProps {
  /** What the condition belongs to, as its controls are called: `rule 1`. */
  readonly noun: string
  readonly words: ConditionWords
  /** Beside the button that adds a line. */
  readonly aside?: ReactNode
  /** `word` is what is being typed in, when it is typing. */
  readonly onChange: (words: ConditionWords, word?: string) => void
}

const emptyRow: ConditionRow = { left: '', comparison: 'is', value: '' }
const mostRows = 12

/** A condition in words: what to look at, how, and against what. */
export function ConditionBuilder({ noun, words, aside, onChange }: ConditionBuilderProps) {
  const [draft, setDraft] = useState<{ words: ConditionWords; over: string } | null>(null)
  const saved = printCondition(words)
  // A row that is not complete yet has no Liquid: it waits here, and is forgotten when the condition changes elsewhere.
  const shown = draft?.over === saved ? draft.words : words
  const change = (next: ConditionWords, word?: string) => {
    const isComplete = next.rows.length < 2 || parseCondition(printCondition(next)) !== null
    setDraft(isComplete ? null : { words: next, over: saved })
    if (isComplete) onChange(next, word)
  }
  const changeRow = (at: number, changes: Partial<ConditionRow>, word?: string) =>
    change(
      {
        ...shown,
        rows: shown.rows.map((row, index) => (index === at ? { ...row, ...changes } : row)),
      },
      word && `${word}.${at}`,
    )
  return (
    <div className="condition">
      {shown.rows.map((row, at) => (
        // Rows have no ids: their place is what stays while they are typed in.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={at} className="condition-row" data-many={shown.rows.length > 1}>
          {at > 0 && (
            <select
              className="input condition-join"
              aria-label={t('How line {line} of {noun} joins', { line: at + 1, noun })}
              value={shown.join}
              disabled={at > 1}
              onChange={({ target }) =>
                change({ ...shown, join: target.value === 'or' ? 'or' : 'and' })
              }
            >
              <option value="and">{t('and')}</option>
              <option value="or">{t('or')}</option>
            </select>
          )}
          <Row
            row={row}
            noun={at === 0 ? noun : t('{noun}, line {line}', { noun, line: at + 1 })}
            onChange={(changes, word) => changeRow(at, changes, word)}
          />
          {shown.rows.length > 1 && (
            <button
              type="button"
              className="icon-button condition-remove"
              aria-label={t('Remove line {line} of {noun}', { line: at + 1, noun })}
              onClick={() => change({ ...shown, rows: shown.rows.filter((_, i) => i !== at) })}
            >
              <IconX size={13} />
            </button>
          )}
        </div>
      ))}
      <div className="condition-actions">
        {shown.rows.length < mostRows && (
          <button
            type="button"
            className="small-button condition-add"
            disabled={shown.rows.some((row) => row.left.trim() === '')}
            onClick={() => change({ ...shown, rows: [...shown.rows, emptyRow] })}
          >
            <IconPlus size={12} />
            {shown.rows.length > 1 && shown.join === 'or' ? t('Or') : t('And')}
          </button>
        )}
        {aside}
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: ConditionRow
  readonly noun: string
  readonly onChange: (changes: Partial<ConditionRow>, word?: string) => void
}

function Row({ row, noun, onChange }: RowProps) {
  const { values, seal } = useFormScope()
  const type = values().values.find((value) => value.name === row.left.trim())?.type ?? null
  const offered = comparisonsOf(type, row.comparison)
  return (
    <>
      <TemplateInput
        label={t('What to look at in {noun}', { noun })}
        value={row.left}
        maxLength={200}
        mono
        bare
        placeholder="vars.city"
        onChange={(left) => onChange({ left }, 'variable')}
      />
      <div className="row-cells condition-cells">
        <select
          className="input"
          aria-label={t('Comparison of {noun}', { noun })}
          value={row.comparison}
          onChange={({ target }) => {
            if (isComparison(target.value)) onChange({ comparison: target.value })
          }}
        >
          {offered.map((comparison) => (
            <option key={comparison} value={comparison}>
              {comparisonTitle(comparison, type)}
            </option>
          ))}
        </select>
        {needsValue(row.comparison) && (
          <ConditionValue
            label={t('Value of {noun}', { noun })}
            type={type}
            value={row.value}
            onChange={(value) => onChange({ value }, 'value')}
            onBlur={seal}
          />
        )}
      </div>
    </>
  )
}

const isComparison = (value: string): value is Comparison => Object.hasOwn(comparisons, value)
