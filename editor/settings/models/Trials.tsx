import { IconAlertTriangle, IconCircleCheck, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProviderInput, Trial, TrialKind } from '#shared/api/providers.ts'
import { messageOf } from '../../api/client.ts'
import { formatCount } from '../../i18n/format.ts'
import { language, t } from '../../i18n/t.ts'
import { failureText } from './failureText.ts'
import { providersApi } from './providersApi.ts'

interface TrialsProps {
  /** Null: not saved yet. */
  readonly id: string | null
  readonly input: ProviderInput
  /** Buttons beside it. */
  readonly children?: React.ReactNode
}

type Outcome =
  | { readonly type: 'running'; readonly kind: TrialKind }
  | { readonly type: 'done'; readonly kind: TrialKind; readonly trial: Trial }
  | { readonly type: 'failed'; readonly kind: TrialKind; readonly why: string }

/** One small real request for each thing that a provider does, and what came of it. */
export function Trials({ id, input, children }: TrialsProps) {
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const isRunning = outcomes.some(({ type }) => type === 'running')
  const kinds = kindsOf(input)
  const run = async () => {
    const done: Outcome[] = []
    for (const kind of kinds) {
      setOutcomes([...done, { type: 'running', kind }])
      done.push(await runOne(id, input, kind))
    }
    setOutcomes(done)
  }
  return (
    <div className="trials">
      <div className="trials-buttons">
        <button
          type="button"
          className="top-button"
          disabled={isRunning || kinds.length === 0}
          onClick={() => void run()}
        >
          <IconPlayerPlay size={14} aria-hidden />
          {t('Try it')}
        </button>
        {children}
      </div>
      <ul className="trials-list" aria-live="polite">
        {outcomes.map((outcome) => (
          <li key={outcome.kind} className="trial">
            <OutcomeView outcome={outcome} />
          </li>
        ))}
      </ul>
    </div>
  )
}

const kindsOf = ({ model, speech, transcription }: ProviderInput): readonly TrialKind[] => [
  ...(model.trim() === '' ? [] : (['model'] as const)),
  ...(speech === null ? [] : (['speech'] as const)),
  ...(transcription === null ? [] : (['transcription'] as const)),
]

async function runOne(id: string | null, input: ProviderInput, kind: TrialKind): Promise<Outcome> {
  try {
    const trial = await providersApi.tryOut({ id, input, kind, language: language() })
    if (trial.audio !== null && !trial.failure) {
      // A browser that plays nothing by itself leaves the controls below.
      void new Audio(sourceOf(trial.audio)).play().catch(() => undefined)
    }
    return { type: 'done', kind, trial }
  } catch (error) {
    return { type: 'failed', kind, why: messageOf(error) }
  }
}

const sourceOf = (audio: string) => `data:audio/wav;base64,${audio}`

const titles = (): Readonly<Record<TrialKind, string>> => ({
  model: t('Conversation'),
  speech: t('Speech'),
  transcription: t('Recognition'),
})

function OutcomeView({ outcome }: { readonly outcome: Outcome }) {
  const title = titles()[outcome.kind]
  if (outcome.type === 'running') {
    return <Line title={title} tone="wait" text={t('Trying …')} />
  }
  if (outcome.type === 'failed') return <Line title={title} tone="bad" text={outcome.why} />
  const { trial } = outcome
  if (trial.failure) {
    const [what, mend] = failureText(trial.failure)
    const isHalf = trial.failure.code === 'noTools' || trial.failure.code === 'misheard'
    return (
      <Line title={title} tone={isHalf ? 'warn' : 'bad'} text={`${what}. ${mend}`}>
        {trial.said !== '' && <Said trial={trial} />}
        {trial.failure.detail !== '' && <q className="trial-detail">{trial.failure.detail}</q>}
      </Line>
    )
  }
  return (
    <Line title={title} tone="ok" text={timesOf(trial)}>
      <Said trial={trial} />
      {trial.audio !== null && (
        // biome-ignore lint/a11y/useMediaCaption: the sentence stands beside it.
        <audio controls src={sourceOf(trial.audio)} />
      )}
    </Line>
  )
}

function Said({ trial }: { readonly trial: Trial }) {
  if (trial.said === '') return null
  return <q className="trial-said">{trial.said}</q>
}

const seconds = (ms: number | null) =>
  formatCount((ms ?? 0) / 1_000, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

function timesOf({ kind, firstMs, totalMs }: Trial): string {
  const first = seconds(firstMs)
  switch (kind) {
    case 'model':
      return t('First words after {first} s, complete after {total} s. Tools work.', {
        first,
        total: seconds(totalMs),
      })
    case 'speech':
      return t('First sound after {first} s, complete after {total} s.', {
        first,
        total: seconds(totalMs),
      })
    case 'transcription':
      return t('Understood {first} s after the last word.', { first })
  }
}

interface LineProps {
  readonly title: string
  readonly tone: 'ok' | 'warn' | 'bad' | 'wait'
  readonly text: string
  readonly children?: React.ReactNode
}

function Line({ title, tone, text, children }: LineProps) {
  const Icon = tone === 'ok' ? IconCircleCheck : IconAlertTriangle
  return (
    <>
      <span className="trial-icon" data-tone={tone}>
        {tone === 'wait' ? <span className="trial-wait" /> : <Icon size={16} aria-hidden />}
      </span>
      <b className="trial-title">{title}</b>
      <div className="trial-text">
        <p>{text}</p>
        {children}
      </div>
    </>
  )
}
