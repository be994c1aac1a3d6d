import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OfferedServerTool, ToolServer } from '#shared/api/toolServers.ts'
import { agentClient } from '../../api/agentClient.ts'
import { messageOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import { SettingsCard } from '../SettingsCard.tsx'
import { ToolServerForm } from './ToolServerForm.tsx'

interface ToolServerRowProps {
  readonly server: ToolServer
}

type Asked =
  | { readonly type: 'asking' }
  | { readonly type: 'tools'; readonly tools: readonly OfferedServerTool[] }
  | { readonly type: 'problem'; readonly message: string }

/** A tool server: where it is, what it offers when asked. */
export function ToolServerRow({ server }: ToolServerRowProps) {
  const { name, url, headers } = server
  const queries = useQueryClient()
  const [isEdited, setEdited] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const askIt = () => {
    setAsked({ type: 'asking' })
    agentClient.toolsOf(name).then(
      (tools) => setAsked({ type: 'tools', tools }),
      (error: unknown) => setAsked({ type: 'problem', message: messageOf(error) }),
    )
  }
  return (
    <SettingsCard
      title={name}
      edit={{
        onChange: () => setEdited(true),
        form: isEdited && <ToolServerForm server={server} onClose={() => setEdited(false)} />,
        consequence: t('Agents that call its tools go on without them.'),
        remove: () =>
          agentClient
            .deleteToolServer(name)
            .then(() => queries.invalidateQueries({ queryKey: ['toolServers'] })),
      }}
    >
      <p className="settings-card-facts">
        <span className="mono-inline">{url}</span>
        {headers.length > 0 && <span>{t('with {headers}', { headers: headers.join(', ') })}</span>}
      </p>
      <div className="settings-card-actions" role="status">
        <button
          type="button"
          className="top-button"
          disabled={asked?.type === 'asking'}
          onClick={askIt}
        >
          {asked?.type === 'asking' ? t('Asking') : t('Ask what it offers')}
        </button>
        {asked?.type === 'problem' && <p className="field-problem">{asked.message}</p>}
        {asked?.type === 'tools' && asked.tools.length === 0 && <p>{t('It offers nothing.')}</p>}
      </div>
      {asked?.type === 'tools' && asked.tools.length > 0 && (
        <dl className="tools-offered">
          {asked.tools.map((tool) => (
            <div key={tool.name}>
              <dt className="mono-inline">{tool.name}</dt>
              <dd>{tool.description.slice(0, 300)}</dd>
            </div>
          ))}
        </dl>
      )}
    </SettingsCard>
  )
}
