import './find.css'
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { t } from '../i18n/t.ts'
import { findIsThere, setQuery, useLeft } from '../leftPanel/leftStore.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { FoundList } from './FoundList.tsx'
import { findAll } from './findAll.ts'
import { jumpTo } from './markStore.ts'
import { RenameVariable } from './RenameVariable.tsx'

/** Search over everything a person wrote in the flow. */
export function Find() {
  const store = useEditorStore()
  const query = useLeft((left) => left.query)
  const wishes = useLeft((left) => left.wishes)
  const flow = useDeferredValue(useEditor((state) => state.flow))
  const wanted = useDeferredValue(query)
  const found = useMemo(() => findAll(flow, wanted), [flow, wanted])
  const hits = useMemo(() => found.sections.flatMap((section) => section.hits), [found])
  const [current, setCurrent] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish takes the keyboard there again
  useLayoutEffect(() => {
    if (input.current) findIsThere(input.current)
  }, [wishes])
  const at = hits.findIndex((hit) => hit.key === current)
  const go = (index: number) => {
    const hit = hits[(index + hits.length) % hits.length]
    if (!hit) return
    setCurrent(hit.key)
    jumpTo(store, hit.nodeId, hit.path)
  }
  return (
    <section className="find" aria-label={t('Find')}>
      <div className="search-box">
        <IconSearch size={14} aria-hidden="true" />
        <input
          ref={input}
          type="search"
          aria-label={t('Find in this flow')}
          placeholder={t('Words, names, addresses')}
          value={query}
          data-native-undo
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go(event.shiftKey ? at - 1 : at + 1)
            else if (event.key === 'Escape' && query !== '') setQuery('')
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
      </div>
      <div className="find-count">
        <span role="status">{countOf(query, found.count, found.hasMore, at)}</span>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Previous result')}
          title={t('Previous result')}
          disabled={hits.length === 0}
          onClick={() => go(at < 0 ? -1 : at - 1)}
        >
          <IconChevronUp size={15} />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={t('Next result')}
          title={t('Next result')}
          disabled={hits.length === 0}
          onClick={() => go(at + 1)}
        >
          <IconChevronDown size={15} />
        </button>
      </div>
      {found.value?.startsWith('vars.') && (
        <RenameVariable key={found.value} name={found.value.slice('vars.'.length)} />
      )}
      <div className="find-results">
        {query.trim() === '' && (
          <p className="find-hint">
            {t(
              'Searches what is said, the names of steps and variables, phrases, addresses and remarks. Type vars.name to see where a variable is set and used.',
            )}
          </p>
        )}
        {found.sections.map((section) => (
          <FoundList
            key={section.kind}
            section={section}
            current={current}
            onPick={(hit) => {
              setCurrent(hit.key)
              jumpTo(store, hit.nodeId, hit.path)
            }}
          />
        ))}
      </div>
    </section>
  )
}

function countOf(query: string, count: number, hasMore: boolean, at: number): string {
  if (query.trim() === '') return ''
  if (count === 0) return t('Nothing holds this.')
  if (at >= 0) return t('{at, number} of {count, number}', { at: at + 1, count })
  return hasMore
    ? t('The first {count, number} places', { count })
    : t('{count, plural, one {# place} other {# places}}', { count })
}
