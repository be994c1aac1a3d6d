const control = ':is(textarea, select, input:not([type="checkbox"])):not(:disabled)'
/** Frames that the form of a step that was just added may take to come. */
const patience = 40

/** Puts the cursor into the first field of what the selected step does; into its name when it has no other. */
export function focusForm(): void {
  let tries = 0
  const look = () => {
    const form = document.querySelector('.inspector-body')
    const field =
      form?.querySelector<HTMLElement>(`[data-path] ${control}`) ??
      form?.querySelector<HTMLElement>(control)
    tries += 1
    if (field) field.focus()
    else if (tries < patience) requestAnimationFrame(look)
  }
  look()
}
