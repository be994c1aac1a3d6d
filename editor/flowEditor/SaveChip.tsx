import { Popover } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useStore } from 'zustand'
import { t } from '../i18n/t.ts'
import { useReason } from '../people/session.ts'
import { lazyPart } from '../shell/lazyPart.tsx'
import type { SaveState } from '../state/autosave.ts'
import { useOpenFlow } from './OpenFlowContext.ts'

const ConflictDialog = lazyPart(
  async () => (await import('../conflict/ConflictDialog.tsx')).ConflictDialog,
)
const SaveTrouble = lazyPart(async () => (await import('./SaveTrouble.tsx')).SaveTrouble)

/** Words of the chip. */
const textOf = (type: SaveState['type']): string =>
  ({
    saved: t('Saved'),
    saving: t('Saving'),
    offline: t('Offline, will retry'),
    unkept: t('Offline, not kept'),
    signedOut: t('Signed out, kept here'),
    conflict: t('Conflict'),
    gone: t('Deleted'),
    refused: t('Not saved'),
  })[type]

const tones: Readonly<Partial<Record<SaveState['type'], string>>> = {
  offline: 'warn',
  signedOut: 'warn',
  unkept: 'bad',
  conflict: 'bad',
  gone: 'bad',
  refused: 'bad',
}

/** Whether the flow is saved; what to do when it is not lies behind it. */
export function SaveChip() {
  const state = useStore(useOpenFlow().autosave.state)
  const { type } = state
  const reason = useReason('editor')
  if (reason !== null && (type === 'saved' || type === 'saving')) {
    return (
      <span className="chip save" title={reason} role="status">
        {t('Only looking')}
      </span>
    )
  }
  if (type === 'saved' || type === 'saving') {
    return (
      <span
        className="chip save"
        title={
          type === 'saved'
            ? t('Everything is on the server.')
            : t('Your last change is on its way.')
        }
        role="status"
      >
        {textOf(type)}
      </span>
    )
  }
  // Another state is another trouble: its explanation opens anew.
  return <TroubleChip key={type} state={state} />
}

/** Troubles that a person has to know of at once; the others wait until they are asked. */
const urgent: readonly SaveState['type'][] = ['conflict', 'gone', 'unkept', 'signedOut']

function TroubleChip({ state }: { readonly state: SaveState }) {
  const [isOpen, setOpen] = useState(urgent.includes(state.type))
  const chip = (
    <button
      type="button"
      className="chip save"
      data-tone={tones[state.type]}
      aria-expanded={isOpen}
      aria-haspopup="dialog"
      onClick={() => setOpen(!isOpen)}
    >
      {textOf(state.type)}
    </button>
  )
  if (state.type === 'conflict') {
    return (
      <>
        <span role="status">{chip}</span>
        <Suspense fallback={null}>
          {isOpen && <ConflictDialog onClose={() => setOpen(false)} />}
        </Suspense>
      </>
    )
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={360}>
      <Popover.Target>
        <span role="status">{chip}</span>
      </Popover.Target>
      <Popover.Dropdown className="popover">
        <Suspense fallback={null}>
          <SaveTrouble state={state} onClose={() => setOpen(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
