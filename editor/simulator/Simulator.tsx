import './simulator.css'
import './simulatorForms.css'
import { IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { t } from '../i18n/t.ts'
import { useEditor, useEditorStore } from '../state/EditorContext.ts'
import { KeptView } from './KeptView.tsx'
import { Notices } from './Notices.tsx'
import { simulatorRequests, takeRequest } from './request.ts'
import { SetupView } from './SetupView.tsx'
import { beginTalk, checkStale, closeTalk, openSimulator } from './simulatorStore.ts'
import { TalkControls } from './TalkControls.tsx'
import { TalkView } from './TalkView.tsx'
import { useSimulator } from './useSimulator.ts'
import { ValuesView } from './ValuesView.tsx'

type View = 'talk' | 'values' | 'setup' | 'kept'

/** Tries the flow out in writing, as it is drawn this moment: the same `step` as in a call, in this browser. */
export function Simulator() {
  const store = useEditorStore()
  const flow = useEditor((state) => state.flow.id)
  const isTalking = useSimulator((simulator) => simulator.talk !== null)
  const isOver = useSimulator(({ talk }) => (talk?.turns.at(-1)?.session.outcome ?? null) !== null)
  const [wanted, setView] = useState<View>('talk')
  const view = isTalking || wanted === 'kept' ? wanted : 'setup'
  useEffect(() => {
    openSimulator(flow)
    const begin = () => {
      const request = takeRequest(flow)
      if (!request) return
      void beginTalk(store, request)
      setView('talk')
    }
    begin()
    return simulatorRequests.subscribe(begin)
  }, [flow, store])
  useStaleCheck()
  const begin = () => {
    void beginTalk(store, {})
    setView('talk')
  }
  return (
    <section className="sim" aria-label={t('Simulator')}>
      <div className="sim-bar">
        <Views view={view} isTalking={isTalking} onChange={setView} />
        {isTalking && (
          <span className="sim-state" data-over={isOver}>
            <TalkState />
            <button
              type="button"
              className="icon-button"
              aria-label={t('Start again')}
              title={t('Start again, on the drawing as it is now')}
              onClick={begin}
            >
              <IconRefresh size={15} />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('Close the simulation')}
              title={t('Close the simulation: the way on the canvas goes out')}
              onClick={closeTalk}
            >
              <IconX size={15} />
            </button>
          </span>
        )}
      </div>
      <div className="sim-area">{areas[view](() => setView('talk'))}</div>
      {isTalking && <Notices />}
      {isTalking ? (
        <TalkControls />
      ) : (
        <div className="sim-controls">
          <button type="button" className="sim-primary" onClick={begin}>
            <IconPlayerPlay size={14} aria-hidden="true" />
            {t('Start the simulation')}
          </button>
        </div>
      )}
    </section>
  )
}

const areas: Readonly<Record<View, (toTalk: () => void) => ReactNode>> = {
  talk: () => <TalkView />,
  values: () => <ValuesView />,
  setup: () => <SetupView />,
  kept: (toTalk) => <KeptView onPlay={toTalk} />,
}

interface ViewsProps {
  readonly view: View
  readonly isTalking: boolean
  readonly onChange: (view: View) => void
}

function Views({ view, isTalking, onChange }: ViewsProps) {
  const titles: readonly (readonly [View, string])[] = [
    ...(isTalking
      ? ([
          ['talk', t('Talk')],
          ['values', t('Values')],
        ] as const)
      : []),
    ['setup', t('Setup')],
    ['kept', t('Kept')],
  ]
  return (
    <div className="segmented sim-views">
      {titles.map(([one, title]) => (
        <button key={one} type="button" aria-pressed={one === view} onClick={() => onChange(one)}>
          {title}
        </button>
      ))}
    </div>
  )
}

/** How long the call has taken, as a call would have; or how it ended. */
function TalkState() {
  const talk = useSimulator((simulator) => simulator.talk)
  const first = talk?.turns[0]
  const last = talk?.turns.at(-1)
  if (!first || !last) return null
  const seconds = Math.round((last.at - first.session.startedAt) / 1_000)
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <span className="chip" data-tone={last.session.outcome === null ? 'ok' : undefined}>
      {last.session.outcome === null ? (
        <>
          <span className="chip-dot" />
          <span className="phone-timer" title={t('How long such a call takes, about')}>
            {time}
          </span>
        </>
      ) : (
        <span className="chip-text" title={outcomeTitle(last.session.outcome)}>
          {t('Ended: {outcome}', { outcome: outcomeTitle(last.session.outcome) })}
        </span>
      )}
    </span>
  )
}

/** Milliseconds without a change before the drawing is compared with what was compiled. */
const quiet = 400

/** Notices that the flow has been edited since the simulation began. */
function useStaleCheck(): void {
  const store = useEditorStore()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = store.subscribe((state, before) => {
      if (state.flow === before.flow) return
      clearTimeout(timer)
      timer = setTimeout(() => void checkStale(store), quiet)
    })
    void checkStale(store)
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [store])
}
