import { IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { outcomeTitle } from '../calls/outcomeTitle.ts'
import { t } from '../i18n/t.ts'
import { useEditorStore } from '../state/EditorContext.ts'
import { checkKept, type KeptVerdict } from './checkKept.ts'
import type { Conversation } from './kept.ts'
import { beginTalk, forgetConversation, keepConversation } from './simulatorStore.ts'
import { useSimulator } from './useSimulator.ts'
import { useStepName } from './useStepName.ts'

/** Conversations kept as tests of this flow: each can be played again, all can be checked against the drawing. */
export function KeptView({ onPlay }: { readonly onPlay: () => void }) {
  const store = useEditorStore()
  const conversations = useSimulator(({ kept }) => kept.conversations)
  const canKeep = useSimulator(({ moves }) => moves.length > 0)
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, KeptVerdict>>(new Map())
  const check = async () => setVerdicts(await checkKept(store))
  const play = (conversation: Conversation) => {
    const { setup, moves } = conversation
    void beginTalk(store, { setup: { entry: undefined, nodes: undefined, ...setup }, moves })
    onPlay()
  }
  return (
    <div className="sim-setup">
      {canKeep && <KeepForm />}
      {conversations.length === 0 ? (
        <p className="faint">
          {t(
            'No conversation is kept. Simulate a call, come back here and keep it: later you can check with one click whether the flow still takes the same way.',
          )}
        </p>
      ) : (
        <>
          <ul className="sim-kept">
            {conversations.map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('Play “{name}”', { name: one.name })}
                  onClick={() => play(one)}
                >
                  <IconPlayerPlay size={14} />
                </button>
                <span className="sim-grow">
                  {one.name}
                  <span className="faint">
                    {one.outcome ? ` · ${outcomeTitle(one.outcome)}` : ''}
                  </span>
                  <VerdictLine verdict={verdicts.get(one.id)} />
                </span>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('Forget “{name}”', { name: one.name })}
                  onClick={() => forgetConversation(one.id)}
                >
                  <IconTrash size={14} />
                </button>
              </li>
            ))}
          </ul>
          <button type="button" className="small-button" data-outline onClick={() => void check()}>
            {t('Check all against the drawing')}
          </button>
        </>
      )}
    </div>
  )
}

function VerdictLine({ verdict }: { readonly verdict: KeptVerdict | undefined }) {
  const name = useStepName()
  if (!verdict) return null
  return (
    <span className="sim-verdict" data-same={verdict.same} role="status">
      {verdict.same
        ? t('Same way')
        : verdict.node === null
          ? t('Different: it goes on further')
          : t('Different after “{step}”', { step: name(verdict.node) })}
    </span>
  )
}

function KeepForm() {
  const [name, setName] = useState('')
  const keep = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return
    keepConversation(name)
    setName('')
  }
  return (
    <form className="phone-say" onSubmit={keep}>
      <input
        className="input sim-grow"
        aria-label={t('Name of the conversation')}
        placeholder={t('Keep this conversation as …')}
        value={name}
        maxLength={200}
        data-native-undo
        onChange={({ target }) => setName(target.value)}
      />
      <button type="submit" className="small-button" data-outline>
        {t('Keep')}
      </button>
    </form>
  )
}
