import '../fields/field.css'
import './conflict.css'
import { useState } from 'react'
import { type Choices, mergeFlows, type Side } from '#shared/flow/merge.ts'
import { client, messageOf } from '../api/client.ts'
import { useOpenFlow } from '../flowEditor/OpenFlowContext.ts'
import { saveCopy } from '../flowEditor/saveCopy.ts'
import { t } from '../i18n/t.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { useEditor } from '../state/EditorContext.ts'
import { describeConflict } from './describeConflict.ts'

/** What two people changed differently, side by side: a person chooses, nothing is lost. */
export function ConflictDialog({ onClose }: { readonly onClose: () => void }) {
  const { store, autosave, live } = useOpenFlow()
  const mine = useEditor((state) => state.flow)
  const [choices, setChoices] = useState<Choices>({})
  const [error, setError] = useState<string | null>(null)
  const held = autosave.conflict()
  if (!held) return null
  const flows = { base: held.base, mine, theirs: held.flow }
  const conflicts = mergeFlows(flows.base, mine, flows.theirs).conflicts.filter(
    (conflict) => !conflict.isMinor,
  )
  const choose = (key: string, side: Side) => setChoices({ ...choices, [key]: side })
  const chooseAll = (side: Side) =>
    setChoices(Object.fromEntries(conflicts.map(({ key }) => [key, side])))
  const finish = () => {
    const { flow } = mergeFlows(flows.base, mine, flows.theirs, choices)
    autosave.resolve(flow, held)
    // No step of undo: undo takes back one's own changes, not theirs.
    store.getState().follow(flow, mergeFlows)
    onClose()
  }
  const keepCopy = async () => {
    setError(null)
    try {
      await saveCopy(store, async () => {
        const theirs = await client.flow(mine.id)
        autosave.adopt(theirs.flow, theirs.revision)
        live.setState(theirs.live, true)
      })
    } catch (problem) {
      setError(messageOf(problem))
    }
  }
  return (
    <Dialog
      onClose={onClose}
      size={760}
      title={t('Somebody else changed the same')}
      closeLabel={t('Decide later')}
    >
      <p className="muted">
        {t(
          'Everything else is brought together already. Choose what stands here; your version is kept in this browser until you have.',
        )}
      </p>
      <div className="conflict-all">
        <button type="button" className="small-button" onClick={() => chooseAll('mine')}>
          {t('Mine everywhere')}
        </button>
        <button type="button" className="small-button" onClick={() => chooseAll('theirs')}>
          {t('Theirs everywhere')}
        </button>
      </div>
      {conflicts.map((conflict) => {
        const words = describeConflict(conflict, flows)
        const chosen = choices[conflict.key] ?? 'mine'
        return (
          <fieldset key={conflict.key} className="conflict">
            <legend>{words.title}</legend>
            <Option
              group={conflict.key}
              title={t('Mine')}
              text={words.mine}
              isChosen={chosen === 'mine'}
              onChoose={() => choose(conflict.key, 'mine')}
            />
            <Option
              group={conflict.key}
              title={t('Theirs')}
              text={words.theirs}
              isChosen={chosen === 'theirs'}
              onChoose={() => choose(conflict.key, 'theirs')}
            />
          </fieldset>
        )
      })}
      {error !== null && (
        <p className="field-problem" role="alert">
          {error}
        </p>
      )}
      <div className="conflict-actions">
        <button type="button" className="top-button" onClick={() => void keepCopy()}>
          {t('Keep mine as a copy')}
        </button>
        <button type="button" className="top-button top-primary" onClick={finish}>
          {t('Save this')}
        </button>
      </div>
    </Dialog>
  )
}

interface OptionProps {
  readonly group: string
  readonly title: string
  readonly text: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Option({ group, title, text, isChosen, onChoose }: OptionProps) {
  return (
    <label className="conflict-side" data-chosen={isChosen}>
      <span className="conflict-head">
        <input type="radio" name={group} checked={isChosen} onChange={onChoose} />
        {title}
      </span>
      <span className="conflict-text">{text}</span>
    </label>
  )
}
