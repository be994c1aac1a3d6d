import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { t } from '../i18n/t.ts'
import { openFind } from '../leftPanel/leftStore.ts'
import { Field } from './Field.tsx'
import { TemplateInput, type TemplateInputProps } from './TemplateInput.tsx'

type TemplateFieldProps = Omit<TemplateInputProps, 'ids' | 'bare' | 'onValue'> & {
  readonly path: string
  readonly hint?: string
  readonly aside?: ReactNode
}

/** Text that may hold `{{ a value of the call }}`: typing `{{` offers what there is. */
export function TemplateField({ path, hint, aside, ...input }: TemplateFieldProps) {
  const [name, setName] = useState<string | null>(null)
  return (
    <Field
      label={input.label}
      path={path}
      hint={hint}
      aside={
        <>
          {name !== null && (
            <button
              type="button"
              className="small-button value-where"
              aria-label={t('Where {name} is set and used', { name })}
              title={t('Where {name} is set and used', { name })}
              onClick={() => openFind(name)}
            >
              <IconSearch size={11} aria-hidden="true" />
              <span>{name}</span>
            </button>
          )}
          {aside}
        </>
      }
    >
      {(ids) => <TemplateInput {...input} ids={ids} onValue={setName} />}
    </Field>
  )
}
