import { IconCircleCheck, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import type { Change } from '#shared/compare/change.ts'
import { t } from '../i18n/t.ts'
import { changeWords } from './changeWords.ts'

interface ChangeListProps {
  readonly changes: readonly Change[]
  readonly onShow: (step: string) => void
}

/** Every difference in words; a click shows the step that it is at. */
export function ChangeList({ changes, onShow }: ChangeListProps) {
  const count = changes.length
  return (
    <section aria-labelledby="changes-title">
      <h3 id="changes-title" aria-live="polite">
        {t('{count, plural, =0 {No changes} one {# change} other {# changes}}', { count })}
      </h3>
      {count === 0 && (
        <p className="problems-none">
          <IconCircleCheck size={15} aria-hidden="true" />
          {t('The two are the same. A step that is only moved is no change.')}
        </p>
      )}
      <ul className="changes">
        {changes.map((change) => (
          <li key={keyOf(change)}>
            <ChangeRow change={change} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ChangeRowProps {
  readonly change: Change
  readonly onShow: (step: string) => void
}

function ChangeRow({ change, onShow }: ChangeRowProps) {
  const words = changeWords(change)
  if (!('step' in change)) {
    return (
      <p className="change">
        <ChangeIcon change={change} />
        <span>{words}</span>
      </p>
    )
  }
  const { id, name } = change.step
  return (
    <button type="button" className="change" onClick={() => onShow(id)}>
      <ChangeIcon change={change} />
      <span>
        <b>{name}:</b> {words}
      </span>
    </button>
  )
}

function ChangeIcon({ change: { type } }: { readonly change: Change }) {
  if (type.endsWith('.added'))
    return <IconPlus size={14} aria-label={t('Added')} data-mark="added" />
  return type.endsWith('.removed') ? (
    <IconMinus size={14} aria-label={t('Removed')} data-mark="removed" />
  ) : (
    <IconPencil size={14} aria-label={t('Changed')} data-mark="changed" />
  )
}

const keyOf = (change: Change): string =>
  [
    change.type,
    'step' in change ? change.step.id : '',
    'path' in change ? change.path.join('.') : '',
    'port' in change ? change.port : '',
    'key' in change ? change.key : '',
    'variable' in change ? change.variable.name : '',
    change.type === 'variable.changed' ? change.name : '',
  ].join('|')
