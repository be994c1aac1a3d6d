import { compareCalls } from '#shared/compare/compareCalls.ts'
import { linkFlows } from '#shared/compile/linkFlow.ts'
import type { CallsReply, CallsRequest, SideToPlay } from './compareCallsInWorker.ts'

const programOf = (side: SideToPlay) =>
  'program' in side ? side.program : linkFlows(side.flow, { flows: side.flows })

addEventListener('message', ({ data }: MessageEvent<CallsRequest>) => {
  let reply: CallsReply
  try {
    reply = { ok: true, comparison: compareCalls(programOf(data.before), programOf(data.after)) }
  } catch (error) {
    reply = { ok: false, message: String(error) }
  }
  postMessage(reply)
})
