import './jsonTree.css'
import { IconArrowBarRight, IconCheck } from '@tabler/icons-react'
import { type JsonPath, printJsonPath } from '#shared/text/jsonPath.ts'
import { t } from '../i18n/t.ts'

interface JsonTreeProps {
  readonly value: unknown
  /** Names that places already have, by their printed paths. */
  readonly names: ReadonlyMap<string, string>
  readonly onPick: (path: JsonPath) => void
}

/** Entries drawn of one object or list. */
const most = 100
/** Levels that are open at first. */
const openLevels = 3

/** JSON to look at; a click on a value gives it a name. */
export function JsonTree({ value, names, onPick }: JsonTreeProps) {
  return (
    <section className="json" aria-label={t('Body of the answer')}>
      <Entry label={null} value={value} path={[]} names={names} onPick={onPick} />
    </section>
  )
}

interface EntryProps extends JsonTreeProps {
  readonly label: string | number | null
  readonly path: JsonPath
}

function Entry({ label, value, path, names, onPick }: EntryProps) {
  const place = printJsonPath(path)
  const name = names.get(place)
  const isPicked = name !== undefined
  const title = isPicked
    ? t('{place} is handed on as {name}', { place, name })
    : t('Hand on {place}', { place: place || t('the whole body') })
  const key = label === null ? null : <span className="json-key">{label}</span>
  if (typeof value !== 'object' || value === null) {
    return (
      <button
        type="button"
        className="json-leaf"
        aria-label={title}
        aria-pressed={isPicked}
        title={title}
        onClick={() => onPick(path)}
      >
        {key}
        <span className="json-value" data-type={typeof value} dir="auto">
          {JSON.stringify(value)}
        </span>
        {isPicked && <Picked name={name} />}
      </button>
    )
  }
  const entries = Object.entries(value)
  const isList = Array.isArray(value)
  return (
    <details className="json-group" open={path.length < openLevels}>
      <summary>
        {key}
        <span className="json-count">
          {isList
            ? t('list of {count, number}', { count: entries.length })
            : t('{count, plural, one {# entry} other {# entries}}', { count: entries.length })}
        </span>
        {label !== null && (
          <button
            type="button"
            className="icon-button json-pick"
            aria-label={title}
            aria-pressed={isPicked}
            title={title}
            onClick={(event) => {
              event.preventDefault()
              onPick(path)
            }}
          >
            <IconArrowBarRight size={13} className="flips" />
          </button>
        )}
        {isPicked && <Picked name={name} />}
      </summary>
      {entries.slice(0, most).map(([entry, inner]) => (
        <Entry
          key={entry}
          label={isList ? Number(entry) : entry}
          value={inner}
          path={[...path, isList ? Number(entry) : entry]}
          names={names}
          onPick={onPick}
        />
      ))}
      {entries.length > most && (
        <p className="field-hint">
          {t('And {count, number} more.', { count: entries.length - most })}
        </p>
      )}
    </details>
  )
}

const Picked = ({ name }: { readonly name: string }) => (
  <span className="json-picked">
    <IconCheck size={11} aria-hidden="true" />
    {name}
  </span>
)
