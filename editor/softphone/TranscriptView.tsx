import { useEffect, useRef } from 'react'
import { t } from '../i18n/t.ts'
import { DelayBar } from './DelayBar.tsx'
import { delaySentence } from './delay.ts'
import type { Line } from './transcript.ts'
import { usePhone } from './usePhone.ts'

/** The call as it happens; it stays at the end unless somebody scrolls back. */
export function TranscriptView() {
  const transcript = usePhone((phone) => phone.transcript)
  const box = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const count = transcript.lines.length + (transcript.partial === '' ? 0 : 1)
  useEffect(() => {
    if (count > 0 && follows.current && box.current)
      box.current.scrollTop = box.current.scrollHeight
  }, [count])
  return (
    <div
      ref={box}
      className="transcript"
      role="log"
      aria-label={t('Transcript')}
      // Keys scroll it.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        follows.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24
      }}
    >
      <Lines lines={transcript.lines} partial={transcript.partial} />
    </div>
  )
}

interface LinesProps {
  readonly lines: readonly Line[]
  readonly partial?: string
}

/** What both sides said, with each wait explained. */
export function Lines({ lines, partial = '' }: LinesProps) {
  return (
    <ol>
      {lines.map((line) => (
        <li key={line.seq}>
          <LineView line={line} />
        </li>
      ))}
      {partial !== '' && (
        <li className="bubble bubble-me" data-partial="true">
          {partial}
        </li>
      )}
    </ol>
  )
}

function LineView({ line }: { readonly line: Line }) {
  switch (line.type) {
    case 'said':
      return (
        <div className="bubble">
          {line.text}
          {line.cut && <span className="bubble-cut">{t('interrupted')}</span>}
        </div>
      )
    case 'heard':
      return (
        <>
          <div className="bubble bubble-me">
            {line.how === 'keys' ? <kbd>{line.text}</kbd> : line.text}
          </div>
          {line.note !== '' && <div className="bubble-note">{line.note}</div>}
        </>
      )
    case 'delay':
      return (
        <div className="delay">
          <DelayBar delay={line.delay} />
          <p>{delaySentence(line.delay)}</p>
        </div>
      )
    case 'recording':
      return (
        // biome-ignore lint/a11y/useMediaCaption: what was said into it has no words yet
        <audio
          className="recording"
          controls
          preload="none"
          src={line.url}
          aria-label={t('Recording')}
        />
      )
    case 'note':
      return <p className="transcript-note">{line.text}</p>
    case 'sources':
      return (
        <details className="transcript-note transcript-sources">
          <summary>
            {t('Looked up in {documents}', {
              documents: [...new Set(line.passages.map(({ document }) => document))].join(', '),
            })}
          </summary>
          {line.passages.map((passage) => (
            <blockquote key={`${passage.document} ${passage.part}`} dir="auto">
              <cite>
                {t('{document}, part {part, number}', {
                  document: passage.document,
                  part: passage.part,
                })}
              </cite>
              {passage.text}
            </blockquote>
          ))}
        </details>
      )
    case 'problem':
      return <p className="transcript-problem">{line.text}</p>
  }
}
