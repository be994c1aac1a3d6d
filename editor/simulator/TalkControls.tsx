import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Gather } from '#shared/fml/fml.ts'
import { canInterrupt } from '#shared/session/awaited.ts'
import { dialStatuses } from '#shared/session/event.ts'
import { t } from '../i18n/t.ts'
import { dialTitle } from './describeMove.ts'
import { ModelForm } from './ModelForm.tsx'
import { areKeys } from './pressKey.ts'
import { RequestForm } from './RequestForm.tsx'
import { StepLink } from './StepLink.tsx'
import { act, awaitedNow, pressCallerKeys, sayWords, sendKeys, setHeard } from './simulatorStore.ts'
import { promptWords } from './talkLines.ts'
import { useSimulator } from './useSimulator.ts'

const keys = [...'123456789*0#']

/** What can be done now, by what the call waits for. */
export function TalkControls() {
  const awaits = useSimulator(awaitedNow)
  const isAsking = useSimulator((simulator) => simulator.isAsking)
  const changing = useSimulator((simulator) => simulator.changing)
  const box = useRef<HTMLDivElement>(null)
  // Who changes a turn goes on here; and who pressed a button that is gone must not begin at the top of the page.
  useEffect(() => {
    const isLost = document.activeElement === document.body
    if (awaits.for !== 'nothing' && (changing !== null || isLost)) {
      box.current?.querySelector<HTMLElement>('input, textarea, .sim-buttons button')?.focus()
    }
  }, [awaits, changing])
  if (awaits.for === 'nothing') return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the keyboard press the keys that are in it
    <div
      ref={box}
      className="sim-controls"
      onKeyDown={(event) => {
        const { key, target, ctrlKey, metaKey, altKey } = event
        const isField = target instanceof HTMLElement && target.matches('input, textarea, select')
        if (isField || ctrlKey || metaKey || altKey || !keys.includes(key)) return
        // A call that goes on beside it has a keypad of its own.
        event.stopPropagation()
        pressCallerKeys(key)
      }}
    >
      {awaits.for === 'gather' && <GatherControls gather={awaits.gather} node={awaits.node} />}
      {awaits.for === 'record' && <RecordControls node={awaits.node} />}
      {awaits.for === 'dial' && <DialControls node={awaits.node} />}
      {awaits.for === 'effect' &&
        (isAsking ? (
          <p className="sim-waits" role="status">
            {t('The server is asked …')}
          </p>
        ) : awaits.effect.type === 'request' ? (
          <RequestForm key={awaits.effect.id} effect={awaits.effect} />
        ) : (
          <ModelForm key={awaits.effect.id} effect={awaits.effect} />
        ))}
    </div>
  )
}

const HangUp = () => (
  <button type="button" className="small-button sim-hang-up" onClick={() => act({ hangup: true })}>
    {t('Caller hangs up')}
  </button>
)

interface GatherProps {
  readonly gather: Gather
  readonly node: string
}

function GatherControls({ gather, node }: GatherProps) {
  const takesKeys = gather.input.includes('dtmf')
  const takesSpeech = gather.input.includes('speech')
  const pressed = useSimulator((simulator) => simulator.keys)
  const listens =
    takesKeys && takesSpeech
      ? t('listens for words and keys, {seconds} s', { seconds: gather.timeout ?? 5 })
      : takesKeys
        ? t('listens for keys only, {seconds} s', { seconds: gather.timeout ?? 5 })
        : t('listens for words, {seconds} s', { seconds: gather.timeout ?? 5 })
  return (
    <>
      <p className="sim-waits">
        <StepLink node={node} /> {listens}
      </p>
      <SayForm takesKeys={takesKeys} takesSpeech={takesSpeech} />
      <div className="sim-buttons">
        <button
          type="button"
          className="small-button"
          data-outline
          onClick={() => act({ silence: true })}
        >
          {t('Stay silent')}
        </button>
        <Interrupt gather={gather} />
        <HangUp />
      </div>
      {takesKeys && (
        <>
          <fieldset className="keypad list" aria-label={t('Keypad')}>
            {keys.map((key) => (
              <button
                key={key}
                type="button"
                aria-label={t('Key {key}', { key })}
                onClick={() => pressCallerKeys(key)}
              >
                {key}
              </button>
            ))}
          </fieldset>
          {pressed !== '' && (
            <p className="sim-pressed" role="status">
              {t('Pressed so far:')} <kbd>{pressed}</kbd>
              <button type="button" className="small-button" data-outline onClick={sendKeys}>
                {t('No more keys')}
              </button>
            </p>
          )}
        </>
      )}
    </>
  )
}

function SayForm({
  takesKeys,
  takesSpeech,
}: {
  readonly takesKeys: boolean
  readonly takesSpeech: boolean
}) {
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState('')
  const text = words.trim()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (text === '') return
    if (takesKeys && areKeys(text)) pressCallerKeys(text)
    else if (takesSpeech) sayWords(text.slice(0, 2_000))
    else return setProblem(t('This step hears keys only: type digits, * or #, or stay silent.'))
    setWords('')
  }
  return (
    <form className="phone-say" onSubmit={send}>
      <div className="sim-grow">
        <input
          className="input"
          aria-label={t('What the caller says')}
          placeholder={
            takesSpeech
              ? t('Type what the caller says, or keys')
              : t('Type the keys the caller presses')
          }
          value={words}
          maxLength={2_000}
          data-native-undo
          onChange={(event) => {
            setWords(event.target.value)
            setProblem('')
          }}
        />
        {problem !== '' && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
      <button type="submit" className="small-button" data-outline>
        {takesKeys && areKeys(text) ? t('Press') : t('Say')}
      </button>
    </form>
  )
}

/** Cuts in after some words of the prompt: what was heard until then is what the flow remembers. */
function Interrupt({ gather }: { readonly gather: Gather }) {
  const heard = useSimulator((simulator) => simulator.heard)
  const words = promptWords({ awaits: { for: 'gather', gather, node: '' } })
  const can = canInterrupt(gather, 'speech') || canInterrupt(gather, 'dtmf')
  if (words.length === 0) return null
  return (
    <>
      <button
        type="button"
        className="small-button"
        data-outline
        aria-pressed={heard !== null}
        disabled={!can}
        title={
          can
            ? t('Cut in while this is being said')
            : t('This step lets nobody cut in: see “Can be interrupted” in its settings')
        }
        onClick={() => setHeard(heard === null ? Math.ceil(words.length / 2) : null)}
      >
        {t('Cut in')}
      </button>
      {heard !== null && (
        <input
          className="sim-heard"
          type="range"
          min={0}
          max={words.length}
          value={heard}
          aria-label={t('Words heard before the caller cuts in')}
          aria-valuetext={t('{heard} of {all} words', { heard, all: words.length })}
          onChange={(event) => setHeard(Number(event.target.value))}
        />
      )}
    </>
  )
}

function RecordControls({ node }: { readonly node: string }) {
  const [words, setWords] = useState('')
  const seconds = useRef<HTMLInputElement>(null)
  const keep = (event: FormEvent) => {
    event.preventDefault()
    const text = words.trim().slice(0, 300).toWellFormed()
    act({
      recording: `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`,
      seconds: Math.max(1, Number(seconds.current?.value) || 5),
    })
  }
  return (
    <>
      <p className="sim-waits">
        <StepLink node={node} /> {t('records the caller')}
      </p>
      <form className="phone-say" onSubmit={keep}>
        <input
          className="input sim-grow"
          aria-label={t('What the message says')}
          placeholder={t('What the caller says into the recording')}
          value={words}
          data-native-undo
          onChange={(event) => setWords(event.target.value)}
        />
        <input
          ref={seconds}
          className="input sim-seconds"
          type="number"
          min={1}
          max={3_600}
          defaultValue={5}
          aria-label={t('Seconds of it')}
        />
        <button type="submit" className="small-button" data-outline>
          {t('Record')}
        </button>
      </form>
      <div className="sim-buttons">
        <button
          type="button"
          className="small-button"
          data-outline
          onClick={() => act({ silence: true })}
        >
          {t('Stay silent')}
        </button>
        <HangUp />
      </div>
    </>
  )
}

function DialControls({ node }: { readonly node: string }) {
  return (
    <>
      <p className="sim-waits">
        <StepLink node={node} /> {t('rings. How does it end?')}
      </p>
      <div className="sim-buttons">
        {dialStatuses.map((status) => (
          <button
            key={status}
            type="button"
            className="small-button"
            data-outline
            onClick={() =>
              act({ dial: status, ...(status === 'completed' ? { seconds: 60 } : {}) })
            }
          >
            {dialTitle(status)}
          </button>
        ))}
        <HangUp />
      </div>
    </>
  )
}
