import type { ImportLine, ImportReport } from '#shared/import/report.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'

interface ImportLinesProps {
  readonly report: ImportReport
  /** Shows the step that a line became; absent while there is no such step yet. */
  readonly onShow?: (node: string) => void
}

/** What became of each thing of the source, what needs a look first. */
export function ImportLines({ report, onShow }: ImportLinesProps) {
  const groups = [
    {
      tone: 'bad',
      lines: report.notConverted,
      isOpen: true,
      title: t('Not converted ({count})', { count: report.notConverted.length }),
    },
    {
      tone: 'warn',
      lines: report.approximated,
      isOpen: true,
      title: t('A little different ({count})', { count: report.approximated.length }),
    },
    {
      tone: 'ok',
      lines: report.converted,
      isOpen: false,
      title: t('Converted ({count})', { count: report.converted.length }),
    },
  ]
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ tone, lines, isOpen, title }) => (
      <details key={tone} className="import-group" data-tone={tone} open={isOpen}>
        <summary>{title}</summary>
        <ul>
          {lines.map((line) => (
            <li key={`${line.kind} ${line.path} ${line.source}`}>
              <LineWords line={line} {...(onShow ? { onShow } : {})} />
            </li>
          ))}
        </ul>
      </details>
    ))
}

interface LineWordsProps {
  readonly line: ImportLine
  readonly onShow?: (node: string) => void
}

function LineWords({ line, onShow }: LineWordsProps) {
  const { source, path, type, how, why } = line
  // A part of a step that has no step of its own.
  const node = line.node === '' ? undefined : line.node
  const became = line.became ?? node
  const reason = how ?? why
  return (
    <>
      <code title={path}>{source}</code>
      {type && <span className="faint"> {type}</span>}
      {became !== undefined && (
        <>
          {' → '}
          {node !== undefined && onShow ? (
            <button type="button" className="plain-link" onClick={() => onShow(node)}>
              {became}
            </button>
          ) : (
            <b>{became}</b>
          )}
        </>
      )}
      {reason && <span className="import-reason">{translate(reason)}</span>}
    </>
  )
}
