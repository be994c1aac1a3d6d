import { translateTitle } from '../i18n/translate.ts'
import './stepMenu.css'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { searchSteps } from '../palette/searchSteps.ts'

/** Where the menu opens, where the step goes, and the wire that leads to it. */
export interface StepMenuRequest {
  readonly screen: { readonly x: number; readonly y: number }
  readonly at: FlowNode['position']
  readonly from?: { readonly node: string; readonly port: string }
}

interface StepMenuProps {
  readonly request: StepMenuRequest
  readonly onPick: (type: string) => void
  readonly onClose: () => void
}

const size = { width: 232, height: 330 }

/** Asks which step comes next, at the mouse: type to search, Enter takes the first. */
export function StepMenu({ request, onPick, onClose }: StepMenuProps) {
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const found = useMemo(() => searchSteps(query), [query])
  useEffect(() => input.current?.focus(), [])
  const picked = found[Math.min(index, found.length - 1)]
  return (
    <>
      <button
        type="button"
        className="step-menu-backdrop"
        aria-label={t('Close')}
        tabIndex={-1}
        onClick={onClose}
      />
      <div
        className="step-menu"
        role="dialog"
        aria-label={t('Add a step here')}
        style={{
          left: Math.min(request.screen.x, window.innerWidth - size.width - 8),
          top: Math.min(request.screen.y, window.innerHeight - size.height - 8),
        }}
      >
        <input
          ref={input}
          aria-label={t('Search steps')}
          placeholder={t('What comes next?')}
          value={query}
          data-native-undo
          onChange={(event) => {
            setQuery(event.target.value)
            setIndex(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') onClose()
            if (event.key === 'ArrowDown') setIndex((now) => Math.min(now + 1, found.length - 1))
            if (event.key === 'ArrowUp') setIndex((now) => Math.max(now - 1, 0))
            if (event.key === 'Enter' && picked) onPick(picked.type)
            event.stopPropagation()
          }}
        />
        <ul>
          {found.map((definition) => (
            <li key={definition.type}>
              <button
                type="button"
                data-active={definition === picked}
                onClick={() => onPick(definition.type)}
              >
                <StepIcon type={definition.type} />
                {translateTitle(definition.title)}
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className="step-menu-none">{t('No step is called that.')}</p>}
      </div>
    </>
  )
}
