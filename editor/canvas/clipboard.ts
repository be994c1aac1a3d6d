import { notifications } from '@mantine/notifications'
import { hasTextSelection, isElsewhere, isTyping } from '../flowEditor/keyTargets.ts'
import { keyTitle } from '../flowEditor/keyTitle.ts'
import { t } from '../i18n/t.ts'
import { mayChange } from '../people/mayChange.ts'
import { type Clip, clipOf, type Pasted, printClip, readClip } from '../state/clip.ts'
import { deleteSelection } from '../state/commands.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { pasteClip } from '../state/paste.ts'
import { isLooking } from '../versions/versionsStore.ts'
import { announce } from './announce.ts'
import { offerSteps } from './offerSteps.tsx'

type Point = { readonly x: number; readonly y: number }

/** True where copying and pasting belong to a text, or where nothing can be changed. */
const isOfText = (event: Event): boolean =>
  isTyping(event.target) || isElsewhere(event.target) || isLooking()

/**
 * Copy, cut and paste of steps through the browser's own clipboard, so that they go between flows, windows and
 * browsers. Text fields keep theirs. What it returns ends it.
 */
export function listenToClipboard(store: EditorStore, placeToPaste: () => Point): () => void {
  const onCopy = (event: ClipboardEvent) => {
    if (isOfText(event) || hasTextSelection() || !event.clipboardData) return
    const { flow, selection } = store.getState()
    const clip = clipOf(flow, selection.nodes)
    if (!clip) return
    event.clipboardData.setData('text/plain', printClip(clip))
    event.preventDefault()
    announceCopied(clip)
    if (event.type === 'cut') deleteSelection(store)
  }
  const onPaste = (event: ClipboardEvent) => {
    if (isOfText(event) || event.defaultPrevented || !event.clipboardData) return
    event.preventDefault()
    pasteText(store, event.clipboardData.getData('text/plain'), placeToPaste())
  }
  document.addEventListener('copy', onCopy)
  document.addEventListener('cut', onCopy)
  document.addEventListener('paste', onPaste)
  return () => {
    document.removeEventListener('copy', onCopy)
    document.removeEventListener('cut', onCopy)
    document.removeEventListener('paste', onPaste)
  }
}

/** Copies of the selected steps, a little beside them. */
export function duplicateSelection(store: EditorStore): void {
  if (!mayChange()) return
  const { flow, selection } = store.getState()
  const clip = clipOf(flow, selection.nodes)
  if (clip) tellOf(pasteClip(store, clip))
}

/** Copies of some steps, moved by so much; false when there are none. */
export function copyBy(store: EditorStore, ids: readonly string[], by: Point): boolean {
  const clip = clipOf(store.getState().flow, ids)
  if (!clip) return false
  tellOf(pasteClip(store, clip, { by }))
  return true
}

/** Copies the selected steps without a key: the browser may refuse, and then says how it can be done. */
export async function copySelection(store: EditorStore): Promise<void> {
  const { flow, selection } = store.getState()
  const clip = clipOf(flow, selection.nodes)
  if (!clip) return
  try {
    await navigator.clipboard.writeText(printClip(clip))
    announceCopied(clip)
  } catch {
    tell(
      t('The browser does not let this page copy. Press {keys} instead.', {
        keys: keyTitle('Mod+C'),
      }),
    )
  }
}

/** Pastes what is on the clipboard without a key. */
export async function pasteClipboard(store: EditorStore, around: Point): Promise<void> {
  let text: string
  try {
    text = await navigator.clipboard.readText()
  } catch {
    tell(
      t('The browser does not let this page read the clipboard. Press {keys} instead.', {
        keys: keyTitle('Mod+V'),
      }),
    )
    return
  }
  pasteText(store, text, around)
}

/** Pastes what a text says: steps, or a whole flow after asking. */
export function pasteText(store: EditorStore, text: string, around: Point): void {
  if (!mayChange()) return
  const read = readClip(text)
  if (!read.ok) tell(read.error)
  else if (read.value.type === 'flow') offer(store, read.value, around)
  else put(store, read.value.clip, around)
}

const put = (store: EditorStore, clip: Clip, around: Point): void =>
  tellOf(pasteClip(store, clip, { around }))

function tellOf(pasted: ReturnType<typeof pasteClip>): void {
  if (pasted.ok) {
    announce(
      t('{count, plural, one {# step pasted} other {# steps pasted}}', {
        count: pasted.value.length,
      }),
    )
  } else tell(pasted.error)
}

function offer(
  store: EditorStore,
  { name, clip }: Extract<Pasted, { type: 'flow' }>,
  around: Point,
): void {
  offerSteps(name, clip.nodes.length, () => put(store, clip, around))
}

const announceCopied = ({ nodes }: Clip): void =>
  announce(
    t('{count, plural, one {# step copied} other {# steps copied}}', { count: nodes.length }),
  )

const tell = (message: string): void => {
  notifications.show({ message })
}
