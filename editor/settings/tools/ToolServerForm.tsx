import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type ToolServer, toolServerName } from '#shared/api/toolServers.ts'
import { agentClient } from '../../api/agentClient.ts'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { useReturnFocus } from '../../shell/useReturnFocus.ts'
import { Labelled } from '../Labelled.tsx'

interface ToolServerFormProps {
  /** Null: a new one. */
  readonly server: ToolServer | null
  readonly onClose: () => void
}

const authorization = 'Authorization'

/** Name, address and token of a tool server. */
export function ToolServerForm({ server, onClose }: ToolServerFormProps) {
  useReturnFocus()
  const queries = useQueryClient()
  const [name, setName] = useState(server?.name ?? '')
  const [url, setUrl] = useState(server?.url ?? '')
  const [header, setHeader] = useState(server?.headers[0] ?? authorization)
  const [value, setValue] = useState('')
  const [problem, setProblem] = useState('')
  const hasKept = server?.headers.includes(header) === true
  const others = (server?.headers ?? []).filter((one) => one !== header)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (!toolServerName.safeParse(name).success) {
      setProblem(t('Name it with small letters, digits and _, for example crm.'))
      return
    }
    const own = value !== '' || hasKept ? [{ name: header.trim(), value: value || null }] : []
    try {
      await agentClient.saveToolServer(name, {
        url: url.trim(),
        headers: [...others.map((one) => ({ name: one, value: null })), ...own],
      })
      await queries.invalidateQueries({ queryKey: ['toolServers'] })
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }
  return (
    <form className="settings-card-form" onSubmit={(event) => void save(event)}>
      <Labelled label={t('Name')}>
        <input
          className="input mono"
          value={name}
          disabled={server !== null}
          maxLength={30}
          placeholder="crm"
          // biome-ignore lint/a11y/noAutofocus: the form was just asked for
          autoFocus={server === null}
          onChange={({ target }) => setName(target.value)}
        />
      </Labelled>
      <Labelled label={t('Address')}>
        <input
          className="input mono"
          type="url"
          required
          value={url}
          maxLength={2_000}
          placeholder="https://tools.example.com/mcp"
          onChange={({ target }) => setUrl(target.value)}
        />
      </Labelled>
      <Labelled label={t('Header')}>
        <input
          className="input mono"
          value={header}
          maxLength={100}
          onChange={({ target }) => setHeader(target.value)}
        />
      </Labelled>
      <Labelled label={t('Its value')}>
        <input
          className="input mono"
          type="password"
          autoComplete="off"
          value={value}
          maxLength={4_000}
          placeholder={hasKept ? t('As it is') : 'Bearer …'}
          onChange={({ target }) => setValue(target.value)}
        />
      </Labelled>
      {problem !== '' && (
        <p className="field-problem settings-card-row" role="alert">
          {problem}
        </p>
      )}
      <div className="settings-card-actions settings-card-row">
        <button type="submit" className="top-button top-primary">
          {t('Save')}
        </button>
        <button type="button" className="top-button" onClick={onClose}>
          {t('Cancel')}
        </button>
      </div>
    </form>
  )
}
