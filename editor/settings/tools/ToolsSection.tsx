import './tools.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { agentClient } from '../../api/agentClient.ts'
import { t } from '../../i18n/t.ts'
import { AddButton } from '../AddButton.tsx'
import { SettingsHead } from '../SettingsHead.tsx'
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
      <SettingsHead
        title={t('Tool servers')}
        intro={t(
          'Servers that speak the Model Context Protocol over HTTP. An agent can call the tools that its step allows, one by one.',
        )}
        action={
          <AddButton
            label={t('Add a tool server')}
            disabled={isAdding}
            onClick={() => setAdding(true)}
          />
        }
      />
      {isError && (
        <p role="alert">{t('The tool servers cannot be loaded. Check that the server runs.')}</p>
      )}
      {data && (
        <>
          <ul className="settings-card-list">
            {isAdding && (
              <li className="settings-card-item" data-open>
                <ToolServerForm server={null} onClose={() => setAdding(false)} />
              </li>
            )}
            {data.map((server) => (
              <ToolServerRow key={server.name} server={server} />
            ))}
          </ul>
          {data.length === 0 && !isAdding && (
            <p className="empty">{t('None yet. Agents can call webhooks without one.')}</p>
          )}
          <p className="settings-note">
            {t(
              'Headers are kept encrypted on the server and never shown again. Like webhooks, servers are reached at public addresses only, unless the installation allows private ones.',
            )}
          </p>
        </>
      )}
    </section>
  )
}
