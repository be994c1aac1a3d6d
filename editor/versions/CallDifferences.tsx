import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { CallComparison, CallDifference } from '#shared/compare/compareCalls.ts'
import type { Heard } from '#shared/compare/heard.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { client } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { t } from '../i18n/t.ts'
import { compareCallsInWorker, type SideToPlay } from './compareCallsInWorker.ts'
import { heardWords, movesWords } from './heardWords.ts'
import { loadFlowsRun } from './versionQueries.ts'
import type { Side } from './versionsStore.ts'

interface Played {
  readonly side: Side
  readonly flow: Flow
}

interface CallDifferencesProps {
  readonly before: Played
  readonly after: Played
  readonly onShow: (step: string) => void
}

const contents = new WeakMap<Flow, number>()
let counted = 0

/** Tells one draft from the next. */
function numberOf(flow: Flow): number {
  const known = contents.get(flow)
  if (known !== undefined) return known
  counted += 1
  contents.set(flow, counted)
  return counted
}

/** The same calls played with both: where a caller would notice, turn against turn. */
export function CallDifferences({ before, after, onShow }: CallDifferencesProps) {
  const title = useId()
  const calls = useQuery({
    queryKey: [
      'compareCalls',
      before.side,
      numberOf(before.flow),
      after.side,
      numberOf(after.flow),
    ],
    queryFn: async ({ signal }) =>
      compareCallsInWorker({ before: await toPlay(before), after: await toPlay(after) }, signal),
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  })
  return (
    <section className="heard" aria-labelledby={title} aria-busy={calls.isPending}>
      <h3 id={title}>{t('What callers will hear differently')}</h3>
      {calls.isPending && <p className="muted">{t('Playing the same calls with both…')}</p>}
      {calls.isError && (
        <p role="alert" className="field-problem">
          {t('The calls could not be compared. Check that the server runs, then try again.')}
        </p>
      )}
      {calls.data && <Found comparison={calls.data} onShow={onShow} />}
    </section>
  )
}

async function toPlay({ side, flow }: Played): Promise<SideToPlay> {
  if (side === 'draft') return { flow, flows: await loadFlowsRun(flow) }
  const { program } = await queryClient.fetchQuery({
    queryKey: ['version', flow.id, side],
    queryFn: () => client.version(flow.id, side),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { program }
}

interface FoundProps {
  readonly comparison: CallComparison
  readonly onShow: (step: string) => void
}

function Found({ comparison: { differences, calls, isComplete }, onShow }: FoundProps) {
  const count = differences.length
  return (
    <>
      <p className="muted" role="status">
        {count === 0
          ? t('Nothing: in every call that was played, both sound the same.')
          : t('{count, plural, one {# place} other {# places}} where a caller notices.', { count })}
        {!isComplete &&
          ` ${t('The first {calls, number} ways through the calls were played.', { calls })}`}
      </p>
      <ol className="heard-list">
        {differences.map((difference) => (
          <DifferenceRow
            key={JSON.stringify([difference.world, difference.moves])}
            difference={difference}
            onShow={onShow}
          />
        ))}
      </ol>
    </>
  )
}

interface DifferenceRowProps {
  readonly difference: CallDifference
  readonly onShow: (step: string) => void
}

function DifferenceRow({ difference, onShow }: DifferenceRowProps) {
  const { node, before, after } = difference
  const step = node?.split('/')[0]
  return (
    <li>
      {step ? (
        <button type="button" className="heard-way" onClick={() => onShow(step)}>
          {movesWords(difference)}
        </button>
      ) : (
        <p className="heard-way">{movesWords(difference)}</p>
      )}
      <div className="heard-sides">
        <HeardSide title={t('Before')} heard={before} other={after} />
        <HeardSide title={t('After')} heard={after} other={before} />
      </div>
    </li>
  )
}

interface HeardSideProps {
  readonly title: string
  readonly heard: readonly Heard[]
  readonly other: readonly Heard[]
}

function HeardSide({ title, heard, other }: HeardSideProps) {
  const same = new Set(other.map((one) => JSON.stringify(one)))
  return (
    <div>
      <h4>{title}</h4>
      {heard.length === 0 && <p className="faint">{t('Silence')}</p>}
      {heard.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is heard has no id and never changes
        <p key={index} data-same={same.has(JSON.stringify(one))}>
          {heardWords(one)}
        </p>
      ))}
    </div>
  )
}
