import { Popover } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useStore } from 'zustand'
import { client, messageOf } from '../api/client.ts'
import { refreshLists } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { go } from '../router.ts'
import type { SaveState } from '../state/autosave.ts'
import { useOpenFlow } from './OpenFlowContext.ts'

const faces = (): Readonly<
  Record<SaveState['type'], { text: string; tone?: string; title: string }>
> => ({
  saved: { text: t('Saved'), title: t('Everything is on the server.') },
  saving: { text: t('Saving'), title: t('Your last change is on its way.') },
  offline: {
    text: t('Offline, will retry'),
    tone: 'warn',
    title: t(
      'The server cannot be reached. Your work is kept in this browser and saved by itself later.',
    ),
  },
  conflict: { text: t('Conflict'), tone: 'bad', title: t('Somebody else has saved this flow.') },
  refused: { text: t('Not saved'), tone: 'bad', title: t('The server does not take this flow.') },
})

/** Whether the flow is saved; with a choice when somebody else saved it in between. */
export function SaveChip() {
  const { autosave } = useOpenFlow()
  const state = useStore(autosave.state)
  const face = faces()[state.type]
  const title = state.type === 'refused' ? translate(state.message) : face.title
  if (state.type === 'conflict') return <ConflictChip />
  return (
    <span className="chip save" data-tone={face.tone} title={title} role="status">
      {face.text}
    </span>
  )
}

function ConflictChip() {
  const { store, autosave, live } = useOpenFlow()
  const [isOpen, setOpen] = useState(true)
  const [error, setError] = useState<string | null>(null)
  const { id } = store.getState().flow
  const attempt = (work: () => Promise<void>) => async () => {
    setError(null)
    try {
      await work()
    } catch (problem) {
      setError(messageOf(problem))
    }
  }
  const loadTheirs = attempt(async () => {
    const theirs = await client.flow(id)
    autosave.adopt(theirs.flow, theirs.revision)
    live.setState(theirs.live, true)
    store.getState().replace(theirs.flow, t('load the other version'))
  })
  const keepMine = attempt(async () => {
    const { flow } = store.getState()
    const copy = await client.createFlow({
      flow: { ...flow, name: t('{name} (my copy)', { name: flow.name }) },
    })
    const theirs = await client.flow(id)
    autosave.adopt(theirs.flow, theirs.revision)
    refreshLists()
    notifications.show({
      title: t('Your changes are a flow of their own'),
      message: t('It is called “{name}”. The other flow is as it was.', { name: copy.flow.name }),
    })
    go({ screen: 'flow', id: copy.flow.id })
  })
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={360}>
      <Popover.Target>
        <button
          type="button"
          className="chip save"
          data-tone="bad"
          onClick={() => setOpen(!isOpen)}
        >
          {t('Conflict')}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="popover">
        <h3>{t('Somebody else has saved this flow')}</h3>
        <p className="muted">
          {t(
            'Your changes are safe in this browser. Keep them as a flow of their own, or load what the other person saved: undo brings yours back.',
          )}
        </p>
        {error && <p className="field-problem">{error}</p>}
        <div className="popover-actions">
          <button type="button" className="top-button" onClick={() => void loadTheirs()}>
            {t('Load theirs')}
          </button>
          <button type="button" className="top-button top-primary" onClick={() => void keepMine()}>
            {t('Keep mine as a copy')}
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
