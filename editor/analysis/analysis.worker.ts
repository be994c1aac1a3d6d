import type { Flow } from '#shared/flow/flow.ts'
import { analyse } from './analyse.ts'
import type { AnalysisReply, AnalysisRequest, Surroundings } from './analysis.ts'
import { hearNews } from './flowNews.ts'

// Kept from one request to the next: what did not change is still parsed and compiled.
let flow: Flow | null = null
let around: Surroundings = { flows: new Map(), environment: null }

addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
  let reply: AnalysisReply
  try {
    around = data.around ?? around
    flow = hearNews(flow, data.news)
    reply = { seq: data.seq, ok: true, ...analyse(flow, around) }
  } catch (error) {
    reply = { seq: data.seq, ok: false, message: String(error) }
  }
  postMessage(reply)
})
