import { IconAlertTriangle, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { isError } from '#shared/diagnostic.ts'
import { messageOf } from '../api/client.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { ProblemList } from '../publish/ProblemList.tsx'
import { useEditor } from '../state/EditorContext.ts'
import { closeExchange } from './exchangeStore.ts'
import { type ExportKind, exportFlow } from './exportFlow.ts'

interface Choice {
  readonly kind: ExportKind
  readonly title: string
  readonly words: string
  readonly button: string
}

const choices = (): readonly Choice[] => [
  {
    kind: 'flow',
    title: t('The flow (JSON)'),
    words: t(
      'The drawing itself: keep it, put it under version control, or open it in another FML Studio. Import brings it back exactly.',
    ),
    button: t('Download the flow'),
  },
  {
    kind: 'pages',
    title: t('FML pages (zip)'),
    words: t(
      'What the call says, as FML documents, with the program and a map from each verb to its step: read it, check it, or run it on an engine of your own.',
    ),
    button: t('Download the FML pages'),
  },
  {
    kind: 'server',
    title: t('Standalone server (zip)'),
    words: t(
      'Everything above and one server file without dependencies: it answers your number’s voice URL without FML Studio, on Node, Bun, Deno or a worker.',
    ),
    button: t('Download the server'),
  },
]

/** Three ways to take a flow along, each with what it is for. */
export function ExportTab({ open }: { readonly open: OpenFlow }) {
  const diagnostics = useEditor((state) => state.diagnostics)
  const errors = diagnostics.filter(isError)
  const [working, setWorking] = useState<ExportKind | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const download = async (kind: ExportKind) => {
    setWorking(kind)
    setFailure(null)
    try {
      setFailure(await exportFlow(open, kind))
    } catch (error) {
      setFailure(messageOf(error))
    } finally {
      setWorking(null)
    }
  }
  return (
    <div className="exchange">
      {failure !== null && (
        <p className="exchange-refused" role="alert">
          {translate(failure)}
        </p>
      )}
      <ul className="export-choices">
        {choices().map(({ kind, title, words, button }) => (
          <li key={kind}>
            <div>
              <h3>{title}</h3>
              <p className="muted">{words}</p>
            </div>
            <button
              type="button"
              className="top-button"
              aria-label={button}
              disabled={working !== null || (kind !== 'flow' && errors.length > 0)}
              aria-busy={working === kind}
              onClick={() => void download(kind)}
            >
              <IconDownload size={15} aria-hidden="true" />
              {t('Download')}
            </button>
          </li>
        ))}
      </ul>
      {errors.length > 0 && (
        <section className="export-problems" aria-label={t('What stands in the way')}>
          <p>
            <IconAlertTriangle size={15} aria-hidden="true" />
            {t(
              '{count, plural, one {This flow has an error: a call would break there.} other {This flow has # errors: calls would break there.}} Until that is mended, only the flow itself can be exported.',
              { count: errors.length },
            )}
          </p>
          <ProblemList problems={errors} onGo={closeExchange} />
        </section>
      )}
    </div>
  )
}
