import './softphone.css'
import { IconChevronDown, IconChevronUp, IconPhoneOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { Resizer } from '../shell/Resizer.tsx'
import { setLayout, useLayout } from '../state/layoutStore.ts'
import { CallControls } from './CallControls.tsx'
import { EnvironmentLine } from './EnvironmentLine.tsx'
import { hangUp, leavePhone, setTarget, startTextCall } from './phoneStore.ts'
import { TranscriptView } from './TranscriptView.tsx'
import { useOwnRecognition } from './useOwnRecognition.ts'
import { usePhone } from './usePhone.ts'

/** Talks to the flow, before anyone else does. */
export function Softphone() {
  const isOpen = useLayout((layout) => layout.phoneOpen)
  const height = useLayout((layout) => layout.phone)
  const stage = usePhone((phone) => phone.stage.type)
  const isCalling = stage === 'starting' || stage === 'live'
  const hasLines = usePhone((phone) => phone.transcript.lines.length > 0)
  const isTall = isCalling || hasLines
  useEffect(() => leavePhone, [])
  useOwnRecognition()
  return (
    <section
      className="phone"
      aria-label={t('Softphone')}
      style={isOpen && isTall ? { height } : undefined}
      data-keys="own"
    >
      {isOpen && isTall && (
        <Resizer
          panel="phone"
          label={t('Height of the softphone')}
          grows="up"
          onFold={() => setLayout({ phoneOpen: false })}
        />
      )}
      <header className="phone-head">
        <h2>{t('Test call')}</h2>
        <CallState />
        <span className="top-space" />
        {isCalling && (
          <button type="button" className="phone-hang-up" onClick={hangUp}>
            <IconPhoneOff size={14} aria-hidden="true" />
            {t('Hang up')}
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={isOpen ? t('Fold the softphone') : t('Show the softphone')}
          onClick={() => setLayout({ phoneOpen: !isOpen })}
        >
          {isOpen ? <IconChevronDown size={15} /> : <IconChevronUp size={15} />}
        </button>
      </header>
      <CallAudio />
      {isOpen && (
        <>
          {stage === 'idle' || stage === 'over' ? <BeforeCall /> : null}
          {isTall && <TranscriptView />}
          <Problem />
          {isCalling && <CallControls />}
          <EnvironmentLine withRemedies={!isCalling} />
        </>
      )}
    </section>
  )
}

/** The caller's ear; kept in the page so that the sound starts with the call. */
function CallAudio() {
  const remote = usePhone((phone) => phone.remote)
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    if (!audio.current) return
    audio.current.srcObject = remote
    if (remote) audio.current.play().catch(() => undefined)
  }, [remote])
  // biome-ignore lint/a11y/useMediaCaption: the transcript below is the live caption of the call
  return <audio ref={audio} aria-label={t('Call audio')} autoPlay hidden />
}

function CallState() {
  const stage = usePhone((phone) => phone.stage)
  const outcome = usePhone((phone) => phone.transcript.outcome)
  switch (stage.type) {
    case 'starting':
      return <span className="chip">{t('Connecting')}</span>
    case 'live':
      return (
        <span className="chip" data-tone="ok">
          <span className="chip-dot" />
          <Timer since={stage.since} />
        </span>
      )
    case 'over':
      return (
        <span className="chip">
          {outcome ? t('Ended: {outcome}', { outcome: outcomeTitle(outcome) }) : t('Ended')}
        </span>
      )
    default:
      return null
  }
}

function Timer({ since }: { readonly since: number }) {
  const [now, setNow] = useState(since)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - since) / 1_000))
  const minutes = Math.floor(seconds / 60)
  return (
    <span className="phone-timer">{`${minutes}:${String(seconds % 60).padStart(2, '0')}`}</span>
  )
}

function BeforeCall() {
  const open = useOpenFlow()
  const live = useStore(open.live)
  const target = usePhone((phone) => phone.target)
  return (
    <div className="phone-before">
      <select
        className="input"
        aria-label={t('Who to call')}
        value={target}
        onChange={(event) => setTarget(event.target.value)}
      >
        <option value="draft">{t('This draft, as it is drawn')}</option>
        {live.map(({ number, version }) => (
          <option key={number} value={number}>
            {t('{number}, version {version}', { number: formatNumber(number), version })}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="small-button"
        data-outline
        onClick={() => void startTextCall(open)}
      >
        {t('Type instead')}
      </button>
    </div>
  )
}

function Problem() {
  const problem = usePhone((phone) => phone.problem)
  return (
    <div aria-live="polite">{problem !== null && <p className="phone-problem">{problem}</p>}</div>
  )
}
