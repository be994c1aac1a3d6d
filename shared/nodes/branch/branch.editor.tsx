import { ConditionField } from '#editor/fields/ConditionField.tsx'
import { ProblemNote } from '#editor/fields/Field.tsx'
import { defineFace } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { t } from '#editor/i18n/t.ts'
import { newId } from '#editor/state/newId.ts'
import { type ConditionRow, type ConditionWords, printRow } from '#shared/text/conditionRows.ts'
import { type BranchData, branch } from './branch.ts'

type Rule = BranchData['rules'][number]
type Test = Rule['test']

const emptyTest: Test = { type: 'compare', variable: '', comparison: 'is', value: '' }

/** A single comparison is kept as such, so that a half-made one is kept too; more of them are Liquid. */
function testOf(liquid: string, words: ConditionWords | null): Test {
  const [only, second] = words?.rows ?? []
  if (!only || second) return { type: 'liquid', when: liquid }
  return { type: 'compare', variable: only.left, comparison: only.comparison, value: only.value }
}

const rowOf = (test: Extract<Test, { type: 'compare' }>): ConditionRow => ({
  left: test.variable,
  comparison: test.comparison,
  value: test.value,
})

interface TestFormProps {
  readonly test: Test
  readonly index: number
  readonly onChange: (test: Test, word?: string) => void
}

function TestForm({ test, index, onChange }: TestFormProps) {
  const row = test.type === 'compare' ? rowOf(test) : null
  const isBlank = row !== null && row.left.trim() === ''
  return (
    <ConditionField
      noun={t('rule {number}', { number: index + 1 })}
      path={`rules.${index}.test.${test.type === 'liquid' ? 'when' : 'variable'}`}
      value={test.type === 'liquid' ? test.when : isBlank || !row ? '' : printRow(row)}
      {...(row ? { draft: { join: 'and' as const, rows: [row] } } : {})}
      onChange={(liquid, words, word) => onChange(testOf(liquid, words), word)}
    />
  )
}

export const face = defineFace(branch, {
  Form: ({ data, set }) => {
    const change = (rule: Rule, changes: Partial<Rule>, word?: string) =>
      set(
        'rules',
        data.rules.map((other) => (other.id === rule.id ? { ...other, ...changes } : other)),
        word && `rules.${rule.id}.${word}`,
      )
    return (
      <ListField
        label={t('Rules')}
        path="rules"
        noun={t('rule')}
        items={data.rules}
        max={30}
        hint={t('The first rule that holds wins. When none does, the call leaves by “Else”.')}
        create={() => ({ id: newId('r'), label: '', test: emptyTest })}
        onChange={(rules) => set('rules', rules)}
      >
        {(rule, index) => (
          <>
            <TestForm
              test={rule.test}
              index={index}
              onChange={(test, word) => change(rule, { test }, word)}
            />
            <ProblemNote path={`rules.${index}.test`} />
            <input
              className="input"
              aria-label={t('Name of rule {number}', { number: index + 1 })}
              maxLength={100}
              placeholder={t('Name on the canvas (optional)')}
              value={rule.label}
              onChange={({ target }) => change(rule, { label: target.value }, 'label')}
            />
          </>
        )}
      </ListField>
    )
  },
})
