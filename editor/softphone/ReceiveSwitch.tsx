import { IconCopy } from '@tabler/icons-react'
import { useStore } from 'zustand'
import { t } from '../i18n/t.ts'
import { receiveStore, setReceiveName, startReceiving, stopReceiving } from './receiveStore.ts'

/** Makes this window a telephone that a Transfer step can ring. */
export function ReceiveSwitch() {
  const { name, state, problem } = useStore(receiveStore)
  const isOn = state !== 'off'
  const address = `sip:${name}`
  return (
    <div className="receive">
      <div className="receive-row">
        <label className="receive-switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isOn}
            checked={isOn}
            onChange={() => (isOn ? stopReceiving() : void startReceiving())}
          />
          {t('Receive calls as')}
        </label>
        <input
          className="input"
          aria-label={t('Name of this telephone')}
          value={name}
          maxLength={40}
          spellCheck={false}
          disabled={isOn}
          data-native-undo
          onChange={({ target }) => setReceiveName(target.value.trim())}
        />
        <span className="chip" data-tone={tones[state]} role="status">
          {titleOf(state)}
        </span>
      </div>
      {state === 'ready' && (
        <p className="receive-hint">
          {t('A Transfer step reaches this window at the SIP address')}{' '}
          <span className="mono-inline">{address}</span>
          <button
            type="button"
            className="icon-button"
            aria-label={t('Copy the address')}
            onClick={() => void navigator.clipboard?.writeText(address)}
          >
            <IconCopy size={13} />
          </button>
        </p>
      )}
      {problem !== null && (
        <p className="phone-problem receive-problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

const tones = { off: undefined, connecting: undefined, ready: 'ok', lost: 'warn' } as const

function titleOf(state: keyof typeof tones): string {
  switch (state) {
    case 'off':
      return t('Off')
    case 'connecting':
      return t('Connecting')
    case 'ready':
      return t('Ready')
    case 'lost':
      return t('Lost, tries again')
  }
}
