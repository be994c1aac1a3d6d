import { compile } from '#shared/compile/compile.ts'
import { exportFiles } from '#shared/export/exportFiles.ts'
import { formatFlow } from '#shared/export/formatFlow.ts'
import { zip } from '#shared/export/zip.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { client } from '../api/client.ts'
import type { OpenFlow } from '../flowEditor/openFlow.ts'
import { t } from '../i18n/t.ts'
import { loadFlowsRun } from '../versions/versionQueries.ts'

export type ExportKind = 'flow' | 'pages' | 'server'

/** Downloads a flow as it is on the screen; or why not. */
export async function exportFlow(open: OpenFlow, kind: ExportKind): Promise<string | null> {
  const { flow } = open.store.getState()
  if (kind === 'flow') {
    save(`${fileName(flow)}.flow.json`, new Blob([formatFlow(flow)], { type: 'application/json' }))
    return null
  }
  if (kind === 'pages') return exportPages(flow)
  if (!(await open.autosave.flush())) {
    return t('The last changes could not be saved, so nothing was exported.')
  }
  save(`${fileName(flow)}-server.zip`, await client.exportZip(flow.id))
  return null
}

async function exportPages(flow: Flow): Promise<string | null> {
  const compiled = compile(flow, { flows: await loadFlowsRun(flow) })
  if (!compiled.ok) {
    return compiled.error[0]?.message ?? t('This flow has errors that must be mended first.')
  }
  const bytes = zip(exportFiles(flow, compiled.value.program))
  save(`${fileName(flow)}-fml.zip`, new Blob([new Uint8Array(bytes)], { type: 'application/zip' }))
  return null
}

const fileName = (flow: Flow): string =>
  flow.name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'flow'

function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has taken the content over by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
