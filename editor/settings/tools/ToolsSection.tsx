import './tools.css'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { agentClient } from '../../api/agentClient.ts'
import { t } from '../../i18n/t.ts'
import { ToolServerForm } from './ToolServerForm.tsx'
import { ToolServerRow } from './ToolServerRow.tsx'

/** Servers of tools that agents of this installation may call. */
export function ToolsSection() {
  const { data, isError } = useQuery({
    queryKey: ['toolServers'],
    queryFn: agentClient.toolServers,
  })
  const [isAdding, setAdding] = useState(false)
  return (
    <section className="tools" aria-label={t('Tool servers')}>
      <h2>{t('Tool servers')}</h2>
      <p className="settings-card-note">
        {t(
          'Servers that speak the Model Context Protocol over HTTP. An agent can call the tools that its step allows, one by one.',
        )}
      </p>
      {isError && (
        <p role="alert">{t('The tool servers cannot be loaded. Check that the server runs.')}</p>
      )}
      {data && (
        <>
          <ul className="settings-card-list">
            {data.map((server) => (
              <ToolServerRow key={server.name} server={server} />
            ))}
            {isAdding && (
              <li className="settings-card-item" data-open>
                <ToolServerForm server={null} onClose={() => setAdding(false)} />
              </li>
            )}
          </ul>
          {data.length === 0 && !isAdding && (
            <p className="settings-card-note">
              {t('None yet. Agents can call webhooks without one.')}
            </p>
          )}
          {!isAdding && (
            <button type="button" className="top-button" onClick={() => setAdding(true)}>
              <IconPlus size={14} aria-hidden />
              {t('Add a tool server')}
            </button>
          )}
          <p className="settings-card-note">
            {t(
              'Headers are kept encrypted on the server and never shown again. Like webhooks, servers are reached at public addresses only, unless the installation allows private ones.',
            )}
          </p>
        </>
      )}
    </section>
  )
}
