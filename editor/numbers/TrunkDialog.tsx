import '../fields/field.css'
import { useState } from 'react'
import type { StoredTrunk } from '#shared/api/trunks.ts'
import { messageOf } from '../api/client.ts'
import { t } from '../i18n/t.ts'
import { Dialog } from '../shell/Dialog.tsx'
import { numbersClient } from './numbersClient.ts'
import { refreshNumbers } from './queries.ts'
import { TrunkAdvanced } from './TrunkAdvanced.tsx'
import { TrunkForm } from './TrunkForm.tsx'
import { TrunkTest } from './TrunkTest.tsx'
import { draftOf, numbersIn, type TrunkDraft, toSave } from './trunkDraft.ts'

interface TrunkDialogProps {
  /** Null: a new one. */
  readonly trunk: StoredTrunk | null
  readonly onClose: () => void
}

/** Sets up a trunk with what the provider's page shows, and tries it before it is kept. */
export function TrunkDialog({ trunk, onClose }: TrunkDialogProps) {
  const [draft, setDraft] = useState<TrunkDraft>(() => draftOf(trunk))
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setIsWorking] = useState(false)
  /** The trunk as it is kept: also after it was saved and one of its numbers was not. */
  const [id, setId] = useState(trunk?.id ?? null)
  const set = (change: Partial<TrunkDraft>) => setDraft({ ...draft, ...change })
  const run = async (work: () => Promise<void>) => {
    setIsWorking(true)
    setProblem(null)
    try {
      await work()
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      refreshNumbers()
      setIsWorking(false)
    }
  }
  const save = () =>
    run(async () => {
      const saved = await numbersClient.saveTrunk(id, toSave(draft))
      setId(saved.id)
      const left = [...numbersIn(draft.numbers)]
      try {
        for (let [number] = left; number !== undefined; [number] = left) {
          await numbersClient.add({ number, name: '', carrier: `trunk:${saved.id}` })
          left.shift()
        }
      } finally {
        set({ numbers: left.join('\n') })
      }
    })
  return (
    <Dialog
      onClose={onClose}
      size={640}
      title={trunk ? trunk.settings.title : t('Add a SIP trunk')}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {!trunk && (
          <p className="muted dialog-lead">
            {t(
              'A trunk brings the calls of a telephone provider, or of a PBX. Copy what your provider’s page shows under SIP or VoIP settings.',
            )}
          </p>
        )}
        <TrunkForm draft={draft} set={set} hasPassword={trunk?.hasPassword ?? false} />
        <TrunkAdvanced draft={draft} set={set} hasPassword={trunk?.hasInboundPassword ?? false} />
        <TrunkTest id={id} draft={draft} set={set} />
        {problem && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="popover-actions dialog-foot">
          {trunk && <RemoveTrunk onRemove={() => run(() => remove(trunk.id))} />}
          <span className="top-space" />
          <button type="button" className="top-button" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button type="submit" className="top-button top-primary" disabled={isWorking}>
            {t('Save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

const remove = async (id: string): Promise<void> => {
  await numbersClient.removeTrunk(id)
}

function RemoveTrunk({ onRemove }: { readonly onRemove: () => Promise<void> }) {
  const [isSure, setIsSure] = useState(false)
  return isSure ? (
    <button type="button" className="top-button top-danger" onClick={() => void onRemove()}>
      {t('Remove it with its numbers')}
    </button>
  ) : (
    <button type="button" className="small-button" onClick={() => setIsSure(true)}>
      {t('Remove this trunk')}
    </button>
  )
}
