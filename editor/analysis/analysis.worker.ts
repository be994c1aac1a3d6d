import { analyse } from './analyse.ts'
import type { AnalysisReply, AnalysisRequest } from './analysis.ts'

addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
  let reply: AnalysisReply
  try {
    reply = { seq: data.seq, ok: true, ...analyse(data.flow, data) }
  } catch (error) {
    reply = { seq: data.seq, ok: false, message: String(error) }
  }
  postMessage(reply)
})
