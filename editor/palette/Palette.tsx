import { translateTitle } from '../i18n/translate.ts'
import './palette.css'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { groups } from '#shared/nodes/defineNode.ts'
import type { AnyDefinition } from '#shared/nodes/index.ts'
import { stepDragType } from '../canvas/stepDrag.ts'
import { t } from '../i18n/t.ts'
import { mayChange } from '../people/mayChange.ts'
import { useReason } from '../people/session.ts'
import { addStep } from '../state/commands.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { StepIcon } from './StepIcon.tsx'
import { groupTitle, searchSteps } from './searchSteps.ts'

/** The steps a flow is made of: drag one onto the canvas, or click to add it after the selected step. */
export function Palette() {
  const store = useEditorStore()
  const [query, setQuery] = useState('')
  const found = searchSteps(query)
  return (
    <section className="palette" aria-label={t('Palette')}>
      <div className="search-box">
        <IconSearch size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label={t('Search steps')}
          placeholder={t('Add a step')}
          value={query}
          data-native-undo
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found
            if (event.key === 'Enter' && query.trim() !== '' && first && mayChange())
              addStep(store, first.type)
            if (event.key === 'Escape') setQuery('')
          }}
        />
      </div>
      {groups.map((group) => {
        const inGroup = found.filter((definition) => definition.group === group)
        return inGroup.length === 0 ? null : (
          <div key={group} className="palette-group">
            <h2>{groupTitle(group)}</h2>
            {inGroup.map((definition) => (
              <PaletteItem
                key={definition.type}
                definition={definition}
                onAdd={() => addStep(store, definition.type)}
              />
            ))}
          </div>
        )
      })}
      {found.length === 0 && (
        <p className="palette-none">{t('No step is called “{query}”.', { query })}</p>
      )}
    </section>
  )
}

interface PaletteItemProps {
  readonly definition: AnyDefinition
  readonly onAdd: () => void
}

function PaletteItem({ definition, onAdd }: PaletteItemProps) {
  const reason = useReason('editor')
  return (
    <button
      type="button"
      className="palette-item"
      draggable={reason === null}
      disabled={reason !== null}
      title={reason ?? translateTitle(definition.summary)}
      aria-label={translateTitle(definition.title)}
      onClick={onAdd}
      onDragStart={(event) => {
        event.dataTransfer.setData(stepDragType, definition.type)
        event.dataTransfer.effectAllowed = 'copy'
      }}
    >
      <StepIcon type={definition.type} />
      <span>{translateTitle(definition.title)}</span>
    </button>
  )
}
