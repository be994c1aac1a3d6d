import './presence.css'
import { Popover } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Present } from '#shared/api/presence.ts'
import { t } from '../i18n/t.ts'
import { sessionStore } from '../people/session.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { initialsOf, setOwnName, titleOf, usePresence } from './presenceStore.ts'

/** Chips shown; the others are counted. */
const most = 4

/** Who else has this flow open, and what they have just saved. Alone, nothing. */
export function PresenceChips() {
  const others = usePresence((state) => state.others)
  const news = usePresence((state) => state.news)
  const [isOpen, setOpen] = useState(false)
  const names = others.map(titleOf).join(', ')
  return (
    <>
      <span className="presence-news" role="status">
        {news && <span key={news.count}>{news.text}</span>}
      </span>
      {others.length > 0 && (
        <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={280}>
          <Popover.Target>
            <button
              type="button"
              className="presence"
              aria-label={t('Also here: {names}', { names })}
              aria-expanded={isOpen}
              title={names}
              onClick={() => setOpen(!isOpen)}
            >
              {others.slice(0, most).map((present) => (
                <span key={present.editor} className="presence-chip" data-hue={hueOf(present)}>
                  {initialsOf(present)}
                </span>
              ))}
              {others.length > most && (
                <span className="presence-chip">{`+${others.length - most}`}</span>
              )}
            </button>
          </Popover.Target>
          <Popover.Dropdown className="popover">
            <People others={others} />
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  )
}

function People({ others }: { readonly others: readonly Present[] }) {
  const you = usePresence((state) => state.you)
  const name = usePresence((state) => state.name)
  // With accounts people go by their own names.
  const hasAccount = useStore(sessionStore, ({ who }) => who?.accounts ?? false)
  return (
    <>
      <h3>{t('Also here')}</h3>
      <ul className="presence-list">
        {others.map((present) => (
          <li key={present.editor}>
            <span className="presence-chip" data-hue={hueOf(present)}>
              {initialsOf(present)}
            </span>
            <span className="presence-name">{titleOf(present)}</span>
            <Whereabouts node={present.node} />
          </li>
        ))}
      </ul>
      {!hasAccount && (
        <label className="presence-own">
          <span className="muted">{t('Your name here')}</span>
          <input
            className="input"
            value={name}
            maxLength={60}
            placeholder={t('Window {number}', { number: you })}
            data-native-undo
            onChange={({ target }) => setOwnName(target.value)}
          />
        </label>
      )}
    </>
  )
}

function Whereabouts({ node }: { readonly node: string | null }) {
  const store = useEditorStore()
  const name = useEditor((state) => state.flow.nodes.find(({ id }) => id === node)?.name ?? null)
  if (node === null || name === null) return null
  return (
    <button type="button" className="plain-link" onClick={() => store.getState().show(node)}>
      {name}
    </button>
  )
}

/** One of six colours, by the number of the window. */
export const hueOf = ({ number }: Pick<Present, 'number'>): number => ((number - 1) % 6) + 1
