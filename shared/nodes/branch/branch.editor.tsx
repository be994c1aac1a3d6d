import { IconArrowsSplit2 } from '@tabler/icons-react'
import { ProblemNote } from '#editor/fields/Field.tsx'
import { defineFace } from '#editor/fields/face.tsx'
import { ListField } from '#editor/fields/ListField.tsx'
import { TemplateInput } from '#editor/fields/TemplateField.tsx'
import { t } from '#editor/i18n/t.ts'
import { translateTitle } from '#editor/i18n/translate.ts'
import { newId } from '#editor/state/newId.ts'
import { type BranchData, branch, type Comparison, comparisons } from './branch.ts'

type Rule = BranchData['rules'][number]
type Test = Rule['test']

const choices = Object.entries(comparisons).map(([value, { title }]) => ({ value, title }))
const isComparison = (value: string): value is Comparison => Object.hasOwn(comparisons, value)
const needsValue = (comparison: Comparison): boolean => !comparison.endsWith('mpty')
const emptyTest: Test = { type: 'compare', variable: '', comparison: 'is', value: '' }

interface TestFormProps {
  readonly test: Test
  readonly index: number
  readonly onChange: (test: Test, word?: string) => void
}

function TestForm({ test, index, onChange }: TestFormProps) {
  if (test.type === 'liquid') {
    return (
      <>
        <TemplateInput
          label={t('Condition {number}', { number: index + 1 })}
          value={test.when}
          maxLength={2_000}
          mono
          bare
          placeholder="vars.age >= 18 and vars.city == 'Bonn'"
          onChange={(when) => onChange({ ...test, when }, 'when')}
        />
        <ProblemNote path={`rules.${index}.test.when`} />
      </>
    )
  }
  return (
    <>
      <TemplateInput
        label={t('What to look at in rule {number}', { number: index + 1 })}
        value={test.variable}
        maxLength={200}
        mono
        bare
        placeholder="vars.city"
        onChange={(variable) => onChange({ ...test, variable }, 'variable')}
      />
      <ProblemNote path={`rules.${index}.test.variable`} />
      <div className="row-cells">
        <select
          className="input"
          aria-label={t('Comparison of rule {number}', { number: index + 1 })}
          value={test.comparison}
          onChange={({ target }) => {
            if (isComparison(target.value)) onChange({ ...test, comparison: target.value })
          }}
        >
          {choices.map(({ value, title }) => (
            <option key={value} value={value}>
              {translateTitle(title)}
            </option>
          ))}
        </select>
        {needsValue(test.comparison) && (
          <input
            className="input"
            aria-label={t('Value of rule {number}', { number: index + 1 })}
            maxLength={500}
            placeholder="Bonn"
            value={test.value}
            onChange={({ target }) => onChange({ ...test, value: target.value }, 'value')}
          />
        )}
      </div>
    </>
  )
}

export const face = defineFace(branch, {
  icon: IconArrowsSplit2,
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
            <div className="row-cells">
              <input
                className="input"
                aria-label={t('Name of rule {number}', { number: index + 1 })}
                maxLength={100}
                placeholder={t('Name on the canvas (optional)')}
                value={rule.label}
                onChange={({ target }) => change(rule, { label: target.value }, 'label')}
              />
              <button
                type="button"
                className="small-button branch-expert"
                onClick={() =>
                  change(rule, {
                    test: rule.test.type === 'liquid' ? emptyTest : { type: 'liquid', when: '' },
                  })
                }
              >
                {rule.test.type === 'liquid' ? t('Use the form') : t('Write Liquid')}
              </button>
            </div>
          </>
        )}
      </ListField>
    )
  },
})
