import './fileTable.css'
import { useQuery } from '@tanstack/react-query'
import type { FilePreview } from '#shared/api/campaigns.ts'
import type { FlowVariable } from '#shared/flow/flow.ts'
import { client } from '../api/client.ts'
import { Field } from '../fields/Field.tsx'
import { formatCount } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'
import type { StepProps } from './CampaignWizard.tsx'
import { CountrySelect } from './CountrySelect.tsx'

interface ColumnsStepProps extends StepProps {
  readonly file: FilePreview
}

/** Which column holds the number, and which ones the flow is told. */
export function ColumnsStep({ setup, change, file, campaign }: ColumnsStepProps) {
  const variables = useVariables(setup.flow)
  const select = (label: string, value: string, take: (column: string) => void, none: string) => (
    <select
      className="input"
      aria-label={label}
      value={value}
      onChange={({ target }) => take(target.value)}
    >
      <option value="">{none}</option>
      {file.columns.map((column) => (
        <option key={column} value={column}>
          {column}
        </option>
      ))}
    </select>
  )
  return (
    <div className="columns-step">
      <div className="form wizard-form">
        <Field label={t('Telephone number')} path="numberColumn">
          {() =>
            select(
              t('Telephone number'),
              setup.numberColumn,
              (numberColumn) => change({ numberColumn }),
              t('Choose a column'),
            )
          }
        </Field>
        <Field
          label={t('Country')}
          path="country"
          hint={t('For numbers that are written without a country code.')}
        >
          {(ids) => (
            <CountrySelect
              ids={ids}
              value={setup.country}
              onChange={(country) => change({ country })}
            />
          )}
        </Field>
        <Field
          label={t('Time zone')}
          path="zoneColumn"
          hint={t(
            'Without a column, the country of the number says it: all of its zones must allow the call.',
          )}
        >
          {() =>
            select(
              t('Time zone'),
              setup.zoneColumn,
              (zoneColumn) => change({ zoneColumn }),
              t('By the number'),
            )
          }
        </Field>
        <h2>{t('What the flow is told')}</h2>
        {!setup.flow && (
          <p className="muted">{t('Choose a flow first: its variables stand here.')}</p>
        )}
        {variables?.length === 0 && (
          <p className="muted">{t('This flow declares no variables.')}</p>
        )}
        {variables?.map(({ name }) => (
          <Field key={name} label={name} path={`variables.${name}`}>
            {() =>
              select(
                name,
                setup.variables[name] ?? '',
                (column) => change({ variables: { ...setup.variables, [name]: column } }),
                t('The value of the flow'),
              )
            }
          </Field>
        ))}
      </div>
      <FileTable file={file} fileName={campaign.fileName} marked={setup.numberColumn} />
    </div>
  )
}

/** Variables of what will run; null: not known yet. */
function useVariables(flow: StepProps['setup']['flow']): readonly FlowVariable[] | null {
  const found = useQuery({
    queryKey: ['campaignVariables', flow?.id, flow?.version],
    queryFn: async () => {
      if (!flow) return null
      const { variables } =
        flow.version === null
          ? (await client.flow(flow.id)).flow
          : (await client.version(flow.id, flow.version)).flow
      return variables
    },
    enabled: flow !== null,
  })
  return found.data ?? null
}

interface FileTableProps {
  readonly file: FilePreview
  readonly fileName: string
  readonly marked: string
}

/** The first rows of the file, as they were read. */
function FileTable({ file, fileName, marked }: FileTableProps) {
  return (
    <figure className="file-table">
      <figcaption>
        <b>{fileName}</b>
        <span className="faint">
          {t('{count, plural, one {# row} other {# rows}}', { count: file.lines })} ·{' '}
          {file.encoding.toUpperCase()}
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrow keys */}
      <section className="file-table-scroll" aria-label={t('First rows of the file')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {file.columns.map((column) => (
                <th key={column} scope="col" data-chosen={column === marked}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.rows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are known by their place and never move
              <tr key={line}>
                {file.columns.map((column, index) => (
                  <td key={column} data-chosen={column === marked}>
                    {row[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {file.lines > file.rows.length && (
        <p className="faint">
          {t('and {count} more', { count: formatCount(file.lines - file.rows.length) })}
        </p>
      )}
    </figure>
  )
}
