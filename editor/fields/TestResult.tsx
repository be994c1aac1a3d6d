import type { TestAnswer } from '#shared/api/testRequest.ts'
import type { JsonPath } from '#shared/text/jsonPath.ts'
import { t } from '../i18n/t.ts'
import { translate } from '../i18n/translate.ts'
import { JsonTree } from './JsonTree.tsx'
import { More } from './More.tsx'

interface TestResultProps {
  readonly answer: TestAnswer
  readonly names: ReadonlyMap<string, string>
  readonly onPick: (path: JsonPath) => void
}

/** What came back from a test request, and what had been sent. */
export function TestResult({ answer, names, onPick }: TestResultProps) {
  const { result, sent, took } = answer
  const isOk = result.type === 'response' && result.status >= 200 && result.status < 300
  return (
    <div className="try">
      <div className="try-status">
        <span className="chip" data-tone={isOk ? 'ok' : 'bad'}>
          {result.type === 'response' ? result.status : t('No answer')}
        </span>
        <span className="muted">{t('{ms, number} ms', { ms: Math.round(took) })}</span>
        <span className="faint">{wayOf(result)}</span>
      </div>
      {result.type === 'failed' ? (
        <p className="field-problem">{translate(result.why)}</p>
      ) : (
        <Body body={result.body} isCut={result.isCut} names={names} onPick={onPick} />
      )}
      {result.type === 'response' && (
        <More title={t('Headers of the answer')}>
          <pre className="try-text">{printHeaders(result.headers)}</pre>
        </More>
      )}
      <More title={t('What was sent')}>
        <pre className="try-text">
          {[
            `${sent.method} ${sent.url}`,
            printHeaders(Object.entries(sent.headers).map(([name, value]) => ({ name, value }))),
            ...(sent.body === null ? [] : ['', sent.body]),
          ].join('\n')}
        </pre>
      </More>
    </div>
  )
}

interface BodyProps extends Omit<TestResultProps, 'answer'> {
  readonly body: string
  readonly isCut: boolean
}

function Body({ body, isCut, names, onPick }: BodyProps) {
  const parsed = isCut ? undefined : parseJson(body)
  if (parsed === undefined) {
    return (
      <>
        {body === '' ? (
          <p className="field-hint">{t('The answer is empty.')}</p>
        ) : (
          <pre className="try-text">{body.slice(0, 20_000)}</pre>
        )}
        {isCut && <p className="field-hint">{t('The end of the answer is left out here.')}</p>}
      </>
    )
  }
  return (
    <>
      <JsonTree value={parsed} names={names} onPick={onPick} />
      <p className="field-hint">{t('Click a value to hand it on to later steps.')}</p>
    </>
  )
}

/** The way out that a call would take. */
function wayOf(result: TestAnswer['result']): string {
  if (result.type === 'failed') {
    return result.timedOut ? t('A call leaves by “Timeout”.') : t('A call leaves by “Failed”.')
  }
  return result.status >= 200 && result.status < 300
    ? t('A call leaves by “OK”.')
    : t('A call leaves by “Failed”.')
}

const printHeaders = (headers: readonly { name: string; value: string }[]): string =>
  headers.map(({ name, value }) => `${name}: ${value}`).join('\n')

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
