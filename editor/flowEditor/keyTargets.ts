/** True in a place where a key means text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'))

/** True where keys belong to something else: dialogs, menus, the phone. */
export const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('[role="dialog"], [role="menu"], [data-keys="own"]') !== null

/** True for what the arrow keys and Enter already work. */
export const isControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, summary, [role="separator"], .cm-editor') !== null

export const hasTextSelection = (): boolean => (window.getSelection()?.toString() ?? '') !== ''
