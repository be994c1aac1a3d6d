import { IconMicrophone, IconMicrophoneOff, IconVolume } from '@tabler/icons-react'
import { type FormEvent, useEffect, useState } from 'react'
import { t } from '../i18n/t.ts'
import { canChooseSpeaker } from './CallAudio.tsx'
import { MicLevel } from './MicLevel.tsx'
import {
  pressKey,
  sayWords,
  setMicrophone,
  setMuted,
  setSpeaker,
  staySilent,
} from './phoneStore.ts'
import { useDevices } from './useDevices.ts'
import { usePhone } from './usePhone.ts'

const keys = [...'123456789*0#']

/** Keys, words and the microphone of the call under way. */
export function CallControls() {
  const isText = usePhone(({ stage }) => stage.type !== 'idle' && stage.channel === 'text')
  const isLive = usePhone(({ stage }) => stage.type === 'live')
  const [words, setWords] = useState('')
  useKeyboardDigits(isLive)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() === '') return
    sayWords(words.trim().slice(0, 2_000))
    setWords('')
  }
  return (
    <div className="phone-controls">
      <form className="phone-say" onSubmit={send}>
        <input
          className="input"
          aria-label={t('Say in writing')}
          placeholder={isText ? t('Type what the caller says') : t('Or type what you would say')}
          disabled={!isLive}
          value={words}
          data-native-undo
          onChange={(event) => setWords(event.target.value)}
        />
        {isText && (
          <button
            type="button"
            className="small-button"
            data-outline
            disabled={!isLive}
            onClick={staySilent}
          >
            {t('Stay silent')}
          </button>
        )}
      </form>
      <fieldset dir="ltr" className="keypad list" aria-label={t('Keypad')}>
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            aria-label={t('Key {key}', { key })}
            disabled={!isLive}
            onClick={() => pressKey(key)}
          >
            {key}
          </button>
        ))}
      </fieldset>
      {!isText && <Microphone />}
      {!isText && canChooseSpeaker() && <Speaker />}
    </div>
  )
}

function Microphone() {
  const muted = usePhone((phone) => phone.muted)
  const stream = usePhone((phone) => phone.microphone)
  const chosen = usePhone((phone) => phone.microphoneId)
  const microphones = useDevices('audioinput', stream)
  return (
    <div className="phone-mic">
      <button
        type="button"
        className="icon-button"
        aria-label={t('Mute')}
        aria-pressed={muted}
        title={muted ? t('You are not heard') : t('Mute')}
        onClick={() => setMuted(!muted)}
      >
        {muted ? <IconMicrophoneOff size={15} /> : <IconMicrophone size={15} />}
      </button>
      <MicLevel stream={muted ? null : stream} />
      <select
        className="input"
        aria-label={t('Microphone')}
        value={chosen}
        onChange={(event) => void setMicrophone(event.target.value)}
      >
        <option value="">{t('Standard microphone')}</option>
        {microphones.map(({ deviceId, label }) => (
          <option key={deviceId} value={deviceId}>
            {label || t('Microphone')}
          </option>
        ))}
      </select>
    </div>
  )
}

function Speaker() {
  const stream = usePhone((phone) => phone.microphone)
  const chosen = usePhone((phone) => phone.speakerId)
  const speakers = useDevices('audiooutput', stream)
  if (speakers.length === 0) return null
  return (
    <div className="phone-mic">
      <IconVolume size={15} className="phone-speaker" aria-hidden="true" />
      <select
        className="input"
        aria-label={t('Speaker')}
        value={chosen}
        onChange={(event) => setSpeaker(event.target.value)}
      >
        <option value="">{t('Standard speaker')}</option>
        {speakers.map(({ deviceId, label }) => (
          <option key={deviceId} value={deviceId}>
            {label || t('Speaker')}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Digits on the keyboard press the telephone's keys while no field is being typed in. */
function useKeyboardDigits(isLive: boolean): void {
  useEffect(() => {
    if (!isLive) return
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      const isField =
        target instanceof HTMLElement &&
        target.matches('input, textarea, select, [contenteditable]')
      if (isField || event.ctrlKey || event.metaKey || event.altKey || !keys.includes(event.key))
        return
      pressKey(event.key)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isLive])
}
