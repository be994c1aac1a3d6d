import { IconCheck, IconX } from '@tabler/icons-react'
import { t } from '../i18n/t.ts'
import { type FirstStep, firstSteps, mark, useProgress } from '../state/progress.ts'

interface Words {
  readonly title: string
  readonly text: string
}

const wordsOf = (step: FirstStep): Words =>
  ({
    chosen: {
      title: t('Choose a flow'),
      text: t('Open one of yours, or start from a template and change its words.'),
    },
    called: {
      title: t('Call it'),
      text: t('Press Call in the editor and talk to it, or type what a caller would say.'),
    },
    published: {
      title: t('Publish it'),
      text: t('Press Publish, and a number answers with it. Calls in progress are not disturbed.'),
    },
  })[step]

/** The way to the first call, in three steps; gone when all are done, or when it is not wanted. */
export function GettingStarted({ onChoose }: { readonly onChoose: () => void }) {
  const done = useProgress()
  const next = firstSteps.find((step) => !done.has(step))
  if (next === undefined || done.has('hidden')) return null
  const count = firstSteps.filter((step) => done.has(step)).length
  return (
    <section className="first" aria-label={t('First steps')}>
      <header>
        <h2>{t('Your first call is a minute away')}</h2>
        <span
          className="first-progress"
          role="progressbar"
          aria-label={t('First steps')}
          aria-valuemin={0}
          aria-valuemax={firstSteps.length}
          aria-valuenow={count}
        >
          {firstSteps.map((step) => (
            <i key={step} data-done={done.has(step)} />
          ))}
        </span>
        <span className="top-space" />
        <button
          type="button"
          className="icon-button"
          aria-label={t('Hide the first steps')}
          onClick={() => mark('hidden')}
        >
          <IconX size={15} />
        </button>
      </header>
      <ol>
        {firstSteps.map((step, index) => {
          const { title, text } = wordsOf(step)
          const isDone = done.has(step)
          return (
            <li key={step} data-done={isDone} aria-current={step === next ? 'step' : undefined}>
              <span className="first-mark" aria-hidden="true">
                {isDone ? <IconCheck size={14} stroke={2.4} /> : index + 1}
              </span>
              <span>
                <b>{title}</b>
                {isDone && <span className="visually-hidden">{t('Done')}</span>}
                <span className="muted">{text}</span>
                {step === 'chosen' && !isDone && (
                  <button type="button" className="plain-link" onClick={onChoose}>
                    {t('See the templates')}
                  </button>
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
