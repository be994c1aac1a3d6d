import { IconPhoneOff } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { useReason } from '../people/session.ts'
import { Link } from '../shell/Link.tsx'
import { CallAudio } from './CallAudio.tsx'
import { CallControls } from './CallControls.tsx'
import { CallTimer } from './CallTimer.tsx'
import { EnvironmentLine } from './EnvironmentLine.tsx'
import { hangUp, leavePhone, setTarget, startTextCall } from './phoneStore.ts'
import { ReceiveSwitch } from './ReceiveSwitch.tsx'
import { TranscriptView } from './TranscriptView.tsx'
import { useOwnRecognition } from './useOwnRecognition.ts'
import { usePhone } from './usePhone.ts'

/** Talks to the flow, before anyone else does. A call goes on while something else is shown in its place. */
export function Softphone({ isShown }: { readonly isShown: boolean }) {
  const stage = usePhone((phone) => phone.stage.type)
  const isCalling = stage === 'starting' || stage === 'live'
  const remote = usePhone((phone) => phone.remote)
  const hasLines = usePhone((phone) => phone.transcript.lines.length > 0)
  useEffect(() => leavePhone, [])
  useOwnRecognition()
  return (
    <section className="phone-body" aria-label={t('Softphone')} data-shown={isShown}>
      {(isCalling || (isShown && stage === 'over')) && (
        <div className="phone-status">
          <CallState />
          <span className="top-space" />
          {isCalling && (
            <button type="button" className="phone-hang-up" onClick={hangUp}>
              <IconPhoneOff size={14} aria-hidden="true" />
              {t('Hang up')}
            </button>
          )}
          {!isCalling && <WrittenDown />}
        </div>
      )}
      <CallAudio label={t('Call audio')} remote={remote} />
      {isShown && (
        <>
          {stage === 'idle' || stage === 'over' ? <BeforeCall /> : null}
          {(isCalling || hasLines) && <TranscriptView />}
          <Problem />
          {isCalling && <CallControls />}
          {!isCalling && <ReceiveSwitch />}
          <EnvironmentLine withRemedies={!isCalling} />
        </>
      )}
    </section>
  )
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
          <CallTimer since={stage.since} />
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

/** Where the call that has ended can be read: its way, its waits, its recording. */
function WrittenDown() {
  const callId = usePhone((phone) => phone.callId)
  if (callId === null) return null
  return (
    <Link place={{ screen: 'calls', flow: null, call: callId }} className="plain-link phone-read">
      {t('Open the call')}
    </Link>
  )
}

function BeforeCall() {
  const open = useOpenFlow()
  const live = useStore(open.live)
  const target = usePhone((phone) => phone.target)
  const reason = useReason('editor')
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
        disabled={reason !== null}
        title={reason ?? undefined}
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
