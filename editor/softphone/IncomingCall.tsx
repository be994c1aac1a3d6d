import './incomingCall.css'
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneIncoming,
  IconPhoneOff,
} from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { t } from '../i18n/t.ts'
import { formatNumber } from '../numbers/formatNumber.ts'
import { CallAudio } from './CallAudio.tsx'
import { CallTimer } from './CallTimer.tsx'
import { MicLevel } from './MicLevel.tsx'
import {
  answerCall,
  declineCall,
  hangUpReceived,
  muteReceived,
  type ReceivedCall,
  receiveStore,
} from './receiveStore.ts'
import { startRinging } from './ringTone.ts'

/** A call that a transfer has sent here: on every screen, above everything. */
export function IncomingCall() {
  const call = useStore(receiveStore, (state) => state.call)
  const name = useStore(receiveStore, (state) => state.name)
  const isRinging = call?.stage === 'ringing'
  useEffect(() => (isRinging ? startRinging() : undefined), [isRinging])
  return (
    <>
      <CallAudio label={t('Received call')} remote={call?.remote ?? null} />
      <div aria-live="assertive">
        {call && (
          <section className="incoming" aria-label={t('Incoming call')} data-stage={call.stage}>
            <IconPhoneIncoming size={18} aria-hidden="true" />
            <div className="incoming-who">
              <b>{call.from === '' ? t('Unknown caller') : formatNumber(call.from)}</b>
              <span>
                {call.stage === 'talking' ? (
                  <CallTimer since={call.since} />
                ) : (
                  t('calls {name}', { name })
                )}
              </span>
            </div>
            {call.stage === 'talking' ? <Talking call={call} /> : <Ringing call={call} />}
          </section>
        )}
      </div>
    </>
  )
}

function Ringing({ call }: { readonly call: ReceivedCall }) {
  const answer = useRef<HTMLButtonElement>(null)
  useEffect(() => answer.current?.focus(), [])
  return (
    <>
      <button
        ref={answer}
        type="button"
        className="incoming-answer"
        disabled={call.stage === 'opening'}
        onClick={() => void answerCall()}
      >
        {t('Answer')}
      </button>
      <button type="button" className="incoming-end" onClick={declineCall}>
        {t('Decline')}
      </button>
    </>
  )
}

function Talking({ call }: { readonly call: ReceivedCall }) {
  const { muted, microphone } = call
  return (
    <>
      <MicLevel stream={muted ? null : microphone} />
      <button
        type="button"
        className="icon-button"
        aria-label={t('Mute')}
        aria-pressed={muted}
        onClick={() => muteReceived(!muted)}
      >
        {muted ? <IconMicrophoneOff size={15} /> : <IconMicrophone size={15} />}
      </button>
      <button type="button" className="incoming-end" onClick={hangUpReceived}>
        <IconPhoneOff size={14} aria-hidden="true" />
        {t('End call')}
      </button>
    </>
  )
}
