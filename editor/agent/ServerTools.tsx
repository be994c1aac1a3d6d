import './agent.css'
import { useQuery } from '@tanstack/react-query'
import type { AgentData } from '#shared/nodes/agent/agentData.ts'
import { agentClient } from '../api/agentClient.ts'
import { messageOf } from '../api/client.ts'
import type { FormProps } from '../fields/face.tsx'
import { More } from '../fields/More.tsx'
import { SwitchField } from '../fields/SwitchField.tsx'
import { t } from '../i18n/t.ts'
import { Link } from '../shell/Link.tsx'
import { newId } from '../state/newId.ts'

type Form = FormProps<AgentData>

/** Tools of the servers that this installation knows: each is allowed by name. */
export function ServerTools({ data, set }: Form) {
  const servers = useQuery({ queryKey: ['toolServers'], queryFn: agentClient.toolServers })
  const used = data.servers ?? []
  const known = servers.data ?? []
  const missing = used.filter(({ server }) => !known.some(({ name }) => name === server))
  const allow = (server: string, tools: string[]) => {
    const rest = used.filter((one) => one.server !== server)
    const id = used.find((one) => one.server === server)?.id ?? newId('s')
    set('servers', tools.length === 0 ? rest : [...rest, { id, server, tools }])
  }
  if (!servers.data) return null
  return (
    <fieldset className="agent-group">
      <legend className="field-label">{t('Tools of servers (MCP)')}</legend>
      {known.map(({ name }) => (
        <Server
          key={name}
          name={name}
          allowed={used.find(({ server }) => server === name)?.tools ?? []}
          onChange={(tools) => allow(name, tools)}
        />
      ))}
      {missing.map(({ server }) => (
        <p key={server} className="field-problem">
          {t('There is no tool server “{name}” here (any more).', { name: server })}{' '}
          <button type="button" className="plain-link" onClick={() => allow(server, [])}>
            {t('Take it out')}
          </button>
        </p>
      ))}
      <p className="field-hint">
        {known.length === 0 && `${t('This installation knows no tool server yet.')} `}
        <Link place={{ screen: 'settings', section: 'tools' }} className="plain-link">
          {t('Tool servers')}
        </Link>
      </p>
    </fieldset>
  )
}

interface ServerProps {
  readonly name: string
  readonly allowed: readonly string[]
  readonly onChange: (tools: string[]) => void
}

function Server({ name, allowed, onChange }: ServerProps) {
  const tools = useQuery({
    queryKey: ['toolServers', name, 'tools'],
    queryFn: () => agentClient.toolsOf(name),
    staleTime: 60_000,
    retry: false,
  })
  const offered = tools.data ?? []
  const gone = tools.data ? allowed.filter((one) => !offered.some((tool) => tool.name === one)) : []
  return (
    <More
      title={
        allowed.length > 0
          ? `${name} · ${t('{count, number} allowed', { count: allowed.length })}`
          : name
      }
    >
      {tools.isPending && <p className="field-hint">{t('Asking what it offers')}</p>}
      {tools.isError && <p className="field-problem">{messageOf(tools.error)}</p>}
      {[
        ...offered,
        ...gone.map((one) => ({ name: one, description: t('Not there any more') })),
      ].map((tool) => (
        <SwitchField
          key={tool.name}
          label={tool.name}
          hint={tool.description.slice(0, 200)}
          checked={allowed.includes(tool.name)}
          onChange={(on) =>
            onChange(on ? [...allowed, tool.name] : allowed.filter((other) => other !== tool.name))
          }
        />
      ))}
    </More>
  )
}
