import { Fragment } from 'react'
import { t } from '../i18n/t.ts'
import { StepIcon } from '../palette/StepIcon.tsx'
import { useEditorStore } from '../state/EditorContext.ts'
import { nodeOf } from '../state/graph.ts'
import type { FoundSection } from './findAll.ts'
import { placeTitle } from './placeTitle.ts'
import type { Hit } from './searchFlow.ts'

interface FoundListProps {
  readonly section: FoundSection
  readonly current: string | null
  readonly onPick: (hit: Hit) => void
}

/** Places under the steps they are in. */
export function FoundList({ section, current, onPick }: FoundListProps) {
  const title = titleOf(section)
  return (
    <>
      {title !== '' && <h3 className="find-title">{title}</h3>}
      {title !== '' && section.hits.length === 0 && (
        <p className="find-hint">
          {section.kind === 'set' ? t('Nothing sets it.') : t('Nothing uses it.')}
        </p>
      )}
      <ul className="find-list" aria-label={title === '' ? t('Results') : title}>
        {section.hits.map((hit, at) => (
          <Fragment key={hit.key}>
            {section.hits[at - 1]?.nodeId !== hit.nodeId && <Owner nodeId={hit.nodeId} />}
            <li>
              <button
                type="button"
                className="find-hit"
                aria-current={hit.key === current}
                onClick={() => onPick(hit)}
              >
                <span className="find-place">{placeTitle(hit.path)}</span>
                <span className="find-text" dir="auto">
                  {hit.before}
                  <mark>{hit.match}</mark>
                  {hit.after}
                </span>
              </button>
            </li>
          </Fragment>
        ))}
      </ul>
    </>
  )
}

function Owner({ nodeId }: { readonly nodeId: string | null }) {
  const { flow } = useEditorStore().getState()
  const node = nodeId === null ? undefined : nodeOf(flow, nodeId)
  return (
    <li className="find-owner">
      {node && <StepIcon type={node.type} />}
      <span>{node ? node.name : t('This flow')}</span>
    </li>
  )
}

const titleOf = ({ kind }: FoundSection): string =>
  kind === 'text' ? '' : kind === 'set' ? t('Set here') : t('Used here')
