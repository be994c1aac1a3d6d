import { isMac } from '../flowEditor/keyTitle.ts'

/** Leads the keyboard to one field, from the key that asks for it on. */
export interface Lead {
  /** The field is there: it gets the keyboard and what was typed meanwhile. Null: it is not, or no longer. */
  arrive(field: HTMLInputElement | null): void
  release(): void
}

interface LeadOptions {
  /** True: keys come back to the field for as long as it is there. Else they are led there once. */
  readonly isKept: boolean
  /** Escape while the field is on its way. */
  readonly cancel: () => void
}

/** Time after which a field that has not come is not waited for, ms: its part of the page cannot be loaded. */
const patience = 10_000

/**
 * A field that is loaded when it is first asked for comes later than the hand types on. From now on no key is lost and none is taken
 * for a shortcut: what is typed before the field is there waits for it, and a field that is kept gets back the keyboard whatever took it.
 */
export function leadKeys({ isKept, cancel }: LeadOptions): Lead {
  let field: HTMLInputElement | null = null
  let isWaiting = true
  let isReleased = false
  let isGiving = false
  const held: KeyboardEvent[] = []
  const giveUp = () => {
    if (!isKept) release()
    if (field) return
    isWaiting = false
    held.length = 0
  }
  const timer = setTimeout(giveUp, patience)
  const onKeyDown = (event: KeyboardEvent) => {
    if (isGiving || isComposing(event)) return
    if (held.length === 0 && field && takeKeyboard(field)) bring(event, field)
    else if (isWaiting || field) hold(event)
  }
  const bring = (event: KeyboardEvent, to: HTMLInputElement) => {
    if (event.target === to) return
    event.stopImmediatePropagation()
    // What the key does by itself, it does where the keyboard is by then.
    if (!tell(event, to)) event.preventDefault()
  }
  const hold = (event: KeyboardEvent) => {
    if (letterOf(event) === '' && !otherKeys.includes(event.key)) return
    event.stopImmediatePropagation()
    event.preventDefault()
    if (event.key === 'Escape') cancel()
    else held.push(event)
  }
  const tell = (event: KeyboardEvent, to: HTMLInputElement): boolean => {
    isGiving = true
    const goesOn = to.dispatchEvent(new KeyboardEvent(event.type, event))
    isGiving = false
    return goesOn
  }
  const give = () => {
    if (isReleased || !field || !takeKeyboard(field)) return
    const event = held.shift()
    if (event?.key === 'Backspace') write(field, '', 1)
    else if (event && letterOf(event) !== '') write(field, letterOf(event))
    else if (event) tell(event, field)
    // The answer to one key is on the screen before the next.
    if (held.length > 0) setTimeout(give)
    else if (!isKept) release()
  }
  const release = () => {
    isReleased = true
    clearTimeout(timer)
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('pointerdown', giveUp, { capture: true })
  }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('pointerdown', giveUp, { capture: true })
  return {
    release,
    arrive(arrived) {
      field = arrived
      // A field that is being put into the page takes no letters yet.
      if (arrived) queueMicrotask(give)
    },
  }
}

const takeKeyboard = (field: HTMLInputElement): boolean => {
  if (document.activeElement !== field) field.focus({ preventScroll: true })
  return document.activeElement === field
}

/** What is written by several keys belongs to the input method. */
const isComposing = ({ isComposing: is, key }: KeyboardEvent): boolean =>
  is || key === 'Process' || key === 'Dead'

/** What is typed with a search besides letters. */
const otherKeys = ['Enter', 'Escape', 'ArrowDown', 'ArrowUp', 'Backspace']

/** The letter that a key writes, else nothing: AltGr and, on a Mac, Option write letters too. */
const letterOf = (event: KeyboardEvent): string => {
  const { key, ctrlKey, metaKey, altKey } = event
  const isCommand = ctrlKey || metaKey || (altKey && !isMac)
  return [...key].length === 1 && (!isCommand || event.getModifierState('AltGraph')) ? key : ''
}

/** Writes as the keyboard does, also for who listens; `back`: letters before the cursor that go. */
function write(field: HTMLInputElement, text: string, back = 0): void {
  const end = field.selectionEnd ?? field.value.length
  const start = Math.max(0, (field.selectionStart ?? end) - back)
  field.setRangeText(text, start, end, 'end')
  const inputType = text === '' ? 'deleteContentBackward' : 'insertText'
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType, data: text || null }))
}
