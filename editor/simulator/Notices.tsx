import { t } from '../i18n/t.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { describeMove } from './describeMove.ts'
import { changeMove, dismissNotice, forgetFrom, replayOnDraft } from './simulatorStore.ts'
import { useSimulator } from './useSimulator.ts'
import { useStepName } from './useStepName.ts'

/** What a person should know about the conversation: it is of an older drawing, it is being changed, it did not fit. */
export function Notices() {
  return (
    <div className="sim-notices" aria-live="polite">
      <Stale />
      <Changing />
      <FitNotice />
    </div>
  )
}

function Stale() {
  const store = useEditorStore()
  const isStale = useSimulator((simulator) => simulator.isStale)
  if (!isStale) return null
  return (
    <div className="sim-notice" data-tone="warn">
      <p>{t('The flow has changed since this simulation began.')}</p>
      <button type="button" className="small-button" onClick={() => void replayOnDraft(store)}>
        {t('Replay on the new drawing')}
      </button>
    </div>
  )
}

function Changing() {
  const changing = useSimulator((simulator) => simulator.changing)
  const move = useSimulator(({ moves }) => (changing === null ? undefined : moves[changing]))
  const later = useSimulator(({ moves }) => moves.length - 1 - (changing ?? 0))
  const name = useStepName()
  if (changing === null || !move) return null
  return (
    <div className="sim-notice">
      <p>
        {t(
          'What you do now replaces “{move}”. {later, plural, =0 {Nothing came after it.} one {The turn after it is replayed if it fits.} other {The # turns after it are replayed as far as they fit.}}',
          { move: describeMove(move, name), later },
        )}
      </p>
      <button type="button" className="small-button" onClick={() => changeMove(null)}>
        {t('Leave it')}
      </button>
      <button type="button" className="small-button" onClick={() => forgetFrom(changing)}>
        {t('Forget the rest')}
      </button>
    </div>
  )
}

function FitNotice() {
  const fit = useSimulator((simulator) => simulator.fit)
  const notice = useSimulator((simulator) => simulator.notice)
  if (!fit && notice === '') return null
  return (
    <div className="sim-notice" data-tone={fit && fit.left > 0 ? 'warn' : undefined}>
      <p>
        {notice}
        {notice !== '' && ' '}
        {fit &&
          (fit.left === 0
            ? t('{played, plural, one {# move} other {All # moves}} replayed.', {
                played: fit.played,
              })
            : t(
                'Replayed {played} of {all} moves: the next one does not fit what the call waits for here.',
                { played: fit.played, all: fit.played + fit.left },
              ))}
      </p>
      <button type="button" className="small-button" onClick={dismissNotice}>
        {t('Dismiss')}
      </button>
    </div>
  )
}
