import './stepMenu.css'
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { FlowNode } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { translateTitle } from '../i18n/translate.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { searchSteps } from '../palette/searchSteps.ts'
import { addStep, setWayOut } from '../state/commands.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { canBeEntered } from '../state/entry.ts'
import { canFollow, canStandBetween, insertStep } from '../state/insert.ts'
import { closeStepMenu, type StepMenuRequest, stepMenuIsThere } from './stepMenuStore.ts'

const size = { width: 240, height: 336 }
/** Steps of the flow that are offered as the end of a wire. */
const mostTargets = 6

interface Choice {
  readonly key: string
  readonly type: string
  readonly label: ReactNode
  readonly isTarget: boolean
  take(): void
}

/** Asks which step comes next, at the mouse: type to search, Enter takes the marked one. */
export function StepMenu({ request }: { readonly request: StepMenuRequest }) {
  const store = useEditorStore()
  const [query, setQuery] = useState('')
  const [index, setIndex] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const choices = useMemo(() => choicesFor(store, request, query), [store, request, query])
  const marked = Math.min(index, choices.length - 1)
  useFocusBack(input)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const take = (choice: Choice | undefined) => {
    if (!choice) return
    closeStepMenu()
    choice.take()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const to = { ArrowDown: marked + 1, ArrowUp: marked - 1 }
    if (event.key === 'Escape' || event.key === 'Tab') closeStepMenu()
    else if (event.key === 'Enter') take(choices[marked])
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setIndex(Math.max(0, Math.min(to[event.key], choices.length - 1)))
    } else return
    event.preventDefault()
  }
  return (
    <>
      <button
        type="button"
        className="step-menu-backdrop"
        aria-label={t('Close')}
        tabIndex={-1}
        onClick={closeStepMenu}
        onContextMenu={(event) => {
          event.preventDefault()
          closeStepMenu()
        }}
      />
      <div
        className="step-menu"
        role="dialog"
        aria-label={request.wire ? t('Insert a step here') : t('Add a step here')}
        style={{
          left: Math.max(8, Math.min(request.screen.x, window.innerWidth - size.width - 8)),
          top: Math.max(8, Math.min(request.screen.y, window.innerHeight - size.height - 8)),
        }}
      >
        <input
          ref={input}
          aria-label={t('Search steps')}
          aria-controls="step-menu-list"
          aria-activedescendant={choices[marked] ? `step-menu-${marked}` : undefined}
          autoComplete="off"
          placeholder={request.wire ? t('What comes in between?') : t('What comes next?')}
          value={query}
          data-native-undo
          onChange={(event) => {
            setQuery(event.target.value)
            setIndex(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id="step-menu-list" role="listbox" aria-label={t('Steps')}>
          {choices.map((choice, at) => (
            <div
              key={choice.key}
              id={`step-menu-${at}`}
              role="option"
              tabIndex={-1}
              className="step-menu-choice"
              aria-selected={at === marked}
              data-first-target={choice.isTarget && !choices[at - 1]?.isTarget}
              onPointerMove={() => setIndex(at)}
              onClick={() => take(choice)}
              onKeyDown={onKeyDown}
            >
              <StepIcon type={choice.type} />
              <span>{choice.label}</span>
            </div>
          ))}
        </div>
        {choices.length === 0 && <p className="step-menu-none">{t('No step is called that.')}</p>}
      </div>
    </>
  )
}

/** Focus comes in, and goes back to where it was. */
function useFocusBack(input: { readonly current: HTMLInputElement | null }): void {
  // Before the menu is seen: a key that comes at once is already its own.
  useLayoutEffect(() => {
    const before = document.activeElement
    input.current?.focus({ preventScroll: true })
    if (input.current) stepMenuIsThere(input.current)
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) {
        if (before.isConnected) before.focus({ preventScroll: true })
      }
    }
  }, [input])
}

function choicesFor(
  store: EditorStore,
  request: StepMenuRequest,
  query: string,
): readonly Choice[] {
  const { from, wire, at } = request
  const fits = wire ? canStandBetween : from ? canFollow : () => true
  const added = searchSteps(query)
    .filter(fits)
    .map(
      ({ type, title }): Choice => ({
        key: `add ${type}`,
        type,
        label: translateTitle(title),
        isTarget: false,
        take: () =>
          wire
            ? insertStep(store, type, wire)
            : addStep(store, type, { ...(at ? { at } : {}), ...(from ? { from } : {}) }),
      }),
    )
  return from && !wire ? [...added, ...targetsFor(store, from, query)] : added
}

/** Steps that are there already, and that the wire can lead to. */
function targetsFor(
  store: EditorStore,
  from: { readonly node: string; readonly port: string },
  query: string,
): readonly Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const isMeant = (node: FlowNode) =>
    node.id !== from.node &&
    canBeEntered(node) &&
    words.every((word) => node.name.toLowerCase().includes(word))
  return store
    .getState()
    .flow.nodes.filter(isMeant)
    .slice(0, mostTargets)
    .map((node) => ({
      key: `to ${node.id}`,
      type: node.type,
      label: t('Wire to {name}', { name: node.name }),
      isTarget: true,
      take: () => setWayOut(store, from.node, from.port, node.id),
    }))
}
