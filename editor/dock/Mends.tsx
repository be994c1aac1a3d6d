import { useMemo } from 'react'
import { fixesFor } from '#shared/compile/fixes/fixesFor.ts'
import type { Diagnostic } from '#shared/diagnostic.ts'
import { translate } from '../i18n/translate.ts'
import { useEditorStore } from '../state/EditorContext.ts'

/** Most mends offered for one problem. */
const most = 2

/** What mends a problem in one click; undo takes it back. */
export function Mends({ problem }: { readonly problem: Diagnostic }) {
  const store = useEditorStore()
  const titles = useMemo(
    () =>
      fixesFor(store.getState().flow, problem)
        .slice(0, most)
        .map((fix) => fix.title),
    [store, problem],
  )
  // Found again when it is clicked: the flow may have changed since.
  const mend = (title: string) => {
    const { flow, apply } = store.getState()
    const fix = fixesFor(flow, problem).find((one) => one.title === title)
    if (!fix) return
    // One step of undo with the name of the mend, whatever edits it takes.
    apply({ type: 'batch', title: lowerFirst(translate(title)), edits: [fix.edit] })
  }
  if (titles.length === 0) return null
  return (
    <div className="mends">
      {titles.map((title) => (
        <button key={title} type="button" className="plain-link" onClick={() => mend(title)}>
          {translate(title)}
        </button>
      ))}
    </div>
  )
}

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase() + text.slice(1)
