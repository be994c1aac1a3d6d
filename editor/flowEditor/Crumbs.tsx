import { Fragment } from 'react'
import { useFlows } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { usePlace } from '../router.ts'
import { Link } from '../shell/Link.tsx'

/** The way here: the list of flows, and the flows through which a subflow was opened. */
export function Crumbs() {
  const place = usePlace()
  const trail = place.screen === 'flow' ? (place.trail ?? []) : []
  return (
    <>
      <Link place={{ screen: 'flows' }} className="top-crumb">
        {t('Flows')}
      </Link>
      <Slash />
      {trail.length > 0 && <Trail trail={trail} />}
    </>
  )
}

/** Asked for only where there is a trail: the names of its flows come from the server. */
function Trail({ trail }: { readonly trail: readonly string[] }) {
  const flows = useFlows()
  return trail.map((id, at) => (
    <Fragment key={id}>
      <Link
        place={{ screen: 'flow', id, ...(at === 0 ? {} : { trail: trail.slice(0, at) }) }}
        className="top-crumb"
      >
        {flows.data?.find((flow) => flow.id === id)?.name ?? id}
      </Link>
      <Slash />
    </Fragment>
  ))
}

const Slash = () => (
  <span className="faint" aria-hidden="true">
    /
  </span>
)
