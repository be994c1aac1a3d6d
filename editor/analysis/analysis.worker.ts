import { checkFlow } from '#shared/compile/checkFlow.ts'
import { linkFlow } from '#shared/compile/linkFlow.ts'
import { pagesOf } from '#shared/compile/pages.ts'
import type { Flow } from '#shared/flow/flow.ts'
import { printFmlLines } from '#shared/fml/printFml.ts'
import type { Analysis, AnalysisReply, AnalysisRequest } from './analysis.ts'

const analyse = (flow: Flow): Analysis => ({
  diagnostics: checkFlow(flow),
  pages: pagesOf(linkFlow(flow)).map(({ entry, node, document }) => ({
    entry,
    node,
    lines: printFmlLines(document),
  })),
})

addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
  const { seq, flow } = data
  let reply: AnalysisReply
  try {
    reply = { seq, ok: true, analysis: analyse(flow) }
  } catch (error) {
    reply = { seq, ok: false, message: String(error) }
  }
  postMessage(reply)
})
