import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { TalkMove } from '#shared/session/converse.ts'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { describeMove } from './describeMove.ts'
import { StepLink } from './StepLink.tsx'
import { changeMove, forgetFrom } from './simulatorStore.ts'
import { type TalkLine, talkLines } from './talkLines.ts'
import { useSimulator } from './useSimulator.ts'
import { useStepName } from './useStepName.ts'

/** The conversation as in a chat; it stays at the end unless somebody scrolls back. */
export function TalkView() {
  const talk = useSimulator((simulator) => simulator.talk)
  const changing = useSimulator((simulator) => simulator.changing)
  const heard = useSimulator((simulator) => simulator.heard)
  const lines = useMemo(() => (talk ? talkLines(talk) : []), [talk])
  const box = useRef<HTMLDivElement>(null)
  const count = lines.length
  useEffect(() => {
    const end = count > 0 && changing === null
    if (box.current && end) box.current.scrollTop = box.current.scrollHeight
  }, [count, changing])
  const last = lines.findLastIndex((line) => line.type === 'said')
  return (
    <div ref={box} className="transcript sim-transcript" role="log" aria-label={t('Transcript')}>
      <ol>
        {lines.map((line, index) => (
          <li key={line.key} data-later={changing !== null && isAfter(line, changing)}>
            <LineView line={line} cutAt={index === last && changing === null ? heard : null} />
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Keys begin with the number of their turn. */
const isAfter = ({ key }: TalkLine, changing: number): boolean =>
  Number(key.split(' ')[0]) > changing

function LineView({ line, cutAt }: { readonly line: TalkLine; readonly cutAt: number | null }) {
  switch (line.type) {
    case 'said':
      return <Said line={line} cutAt={cutAt} />
    case 'did':
      return <Did move={line.move} index={line.index} />
    case 'asked':
      return (
        <p className="transcript-note">
          {line.effect.type === 'model' ? (
            t('The model is asked.')
          ) : (
            <span className="mono-inline">{`${line.effect.method} ${line.effect.url}`}</span>
          )}
        </p>
      )
    case 'answered':
      return (
        <p className={line.ok ? 'transcript-note' : 'transcript-note sim-failed'}>
          <StepLink node={line.node} />
          {`: ${translate(line.text)}`}
        </p>
      )
    case 'reason':
      return <p className="transcript-note">{translate(line.text)}</p>
    case 'problem':
      return (
        <p className="transcript-problem">
          {line.node !== '' && (
            <>
              <StepLink node={line.node} />
              {': '}
            </>
          )}
          {translate(line.text)}
        </p>
      )
    case 'ended':
      return (
        <p className="transcript-note sim-ended">
          {t('The call is over: {outcome}', { outcome: outcomeTitle(line.outcome) })}
        </p>
      )
    case 'fml':
      return <FmlOf line={line} />
  }
}

function Said({
  line,
  cutAt,
}: {
  readonly line: Extract<TalkLine, { type: 'said' }>
  readonly cutAt: number | null
}) {
  if (line.verb === 'pause') {
    return <p className="transcript-note">{t('Pause of {seconds} s', { seconds: line.text })}</p>
  }
  if (line.verb === 'playDigits') {
    return (
      <p className="transcript-note">
        {t('Keys are pressed towards the other side:')} <kbd>{line.text}</kbd>
      </p>
    )
  }
  const words = line.text.split(/\s+/)
  const heard = cutAt === null ? line.text : words.slice(0, cutAt).join(' ')
  const unheard = cutAt === null ? line.unheard : words.slice(cutAt).join(' ')
  return (
    <div className="sim-said">
      <StepLink node={line.node} />
      <div className="bubble">
        {line.verb === 'play' ? <span className="mono-inline">♪ {line.text}</span> : heard}
        {unheard !== '' && (
          <>
            {' '}
            <s className="sim-unheard">{unheard}</s>
            <span className="visually-hidden">{t('(not heard: the caller cut in)')}</span>
          </>
        )}
      </div>
    </div>
  )
}

/** What somebody did; it can be done differently. */
function Did({ move, index }: { readonly move: TalkMove; readonly index: number }) {
  const name = useStepName()
  const text = describeMove(move, name)
  const isAnswer = 'answer' in move
  return (
    <div className="sim-did" data-answer={isAnswer}>
      <span className="sim-did-tools">
        <button
          type="button"
          className="sim-link"
          aria-label={t('Change “{move}”', { move: text })}
          title={t('Do something else here; the rest is played again as far as it fits')}
          onClick={() => changeMove(index)}
        >
          {t('Change')}
        </button>
        <button
          type="button"
          className="sim-link"
          aria-label={t('Back to here, before “{move}”', { move: text })}
          title={t('Go back to before this and forget the rest')}
          onClick={() => forgetFrom(index)}
        >
          {t('Back to here')}
        </button>
      </span>
      <div className="bubble bubble-me">{faceOfMove(move, text)}</div>
    </div>
  )
}

function faceOfMove(move: TalkMove, text: string): ReactNode {
  if ('digits' in move && move.digits !== '') return <kbd>{move.digits}</kbd>
  if ('speech' in move) return move.speech
  return <i>{text}</i>
}

function FmlOf({ line }: { readonly line: Extract<TalkLine, { type: 'fml' }> }) {
  const trips = line.documents.length
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="sim-fml" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t('{trips, plural, one {FML, # round trip} other {FML, # round trips}}', { trips })}
      </summary>
      {isOpen &&
        line.documents.map(({ turn, lines }) => (
          <pre key={turn}>{lines.map(({ text }) => text).join('\n')}</pre>
        ))}
    </details>
  )
}
