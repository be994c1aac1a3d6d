import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue } from 'react'
import { valuePlaces } from '#shared/compile/valuePlaces.ts'
import { t } from '../i18n/t.ts'
import { openFind } from '../leftPanel/leftStore.ts'
import { graphOf } from '../search/findAll.ts'
import { useEditor } from '../state/EditorContext.ts'

/** How often a variable is set and used; leads to the list of places. */
export function VariableUses({ name }: { readonly name: string }) {
  const flow = useDeferredValue(useEditor((state) => state.flow))
  const { set, used } = valuePlaces(graphOf(flow), `vars.${name}`)
  const counts = t(
    'Set {set, plural, one {# time} other {# times}}, used {used, plural, one {# time} other {# times}}',
    { set: set.length, used: used.length },
  )
  return (
    <button
      type="button"
      className="small-button variable-uses"
      aria-label={`${counts}: ${t('Where {name} is set and used', { name })}`}
      onClick={() => openFind(`vars.${name}`)}
    >
      <IconSearch size={12} aria-hidden="true" />
      {counts}
    </button>
  )
}
