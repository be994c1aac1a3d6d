import { TextField } from '../fields/TextField.tsx'
import { t } from '../i18n/t.ts'

interface ToolWordsProps {
  readonly tool: { readonly name: string; readonly description: string }
  readonly path: string
  readonly change: (changes: { name?: string; description?: string }, field?: string) => void
}

/** What the model knows a tool by: its name, and when to call it. */
export function ToolWords({ tool, path, change }: ToolWordsProps) {
  return (
    <>
      <TextField
        label={t('Name')}
        path={`${path}.name`}
        value={tool.name}
        maxLength={60}
        placeholder="find_order"
        mono
        onChange={(name) => change({ name }, 'name')}
      />
      <TextField
        label={t('What it does, and when to call it')}
        path={`${path}.description`}
        value={tool.description}
        maxLength={1_000}
        placeholder={t('Finds an order by its number. Call it when the caller asks for one.')}
        onChange={(description) => change({ description }, 'description')}
      />
    </>
  )
}
