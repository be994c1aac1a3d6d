import { useMemo } from 'react'
import type { Change } from '#shared/compare/change.ts'
import { compareFlows } from '#shared/compare/compareFlows.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { t } from '../i18n/t.ts'
import { useVersion } from './versionQueries.ts'

/** What is different in a flow since one of its versions; null until it is known. */
export function useChangesSince(flow: Flow, version: number | null): readonly Change[] | null {
  const { data } = useVersion(flow.id, version)
  return useMemo(() => (data ? compareFlows(data.flow, flow) : null), [data, flow])
}

export const changesWords = (count: number, version: number): string =>
  t('{count, plural, =0 {No changes} one {# change} other {# changes}} since version {version}', {
    count,
    version,
  })
