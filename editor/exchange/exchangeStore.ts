import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ImportReport } from '#shared/import/report.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'

/** What came of an import, to read beside the flow it became. */
export interface ImportedFlow {
  readonly flowId: string
  readonly file: string
  readonly report: ImportReport
  /** Steps that got another id on their way into a flow. */
  readonly ids: ReadonlyMap<string, string>
}

interface ExchangeState {
  /** Which side of the dialog is open. */
  readonly tab: 'export' | 'import' | null
  /** The flow on screen; null on the list of flows. */
  readonly open: OpenFlow | null
  /** A file that was dropped. */
  readonly file: File | null
  readonly imported: ImportedFlow | null
}

const exchange = createStore<ExchangeState>()(() => ({
  tab: null,
  open: null,
  file: null,
  imported: null,
}))

export const useExchange = <Value>(selector: (state: ExchangeState) => Value): Value =>
  useStore(exchange, selector)

export const openExport = (open: OpenFlow): void =>
  exchange.setState({ tab: 'export', open, file: null })
export const openImport = (open: OpenFlow | null, file: File | null = null): void =>
  exchange.setState({ tab: 'import', open, file })
export const showTab = (tab: 'export' | 'import'): void => exchange.setState({ tab })
export const closeExchange = (): void => exchange.setState({ tab: null, open: null, file: null })
export const showImported = (imported: ImportedFlow | null): void => exchange.setState({ imported })
