import type { CallComparison } from '#shared/compare/compareCalls.ts'
import type { Program } from '#shared/compile/program.ts'
import type { Flow } from '#shared/flow/flow.ts'

/** What a version's calls run, or a draft to link with the flows it runs. */
export type SideToPlay =
  | { readonly program: Program }
  | { readonly flow: Flow; readonly flows: ReadonlyMap<string, Flow> }

export interface CallsRequest {
  readonly before: SideToPlay
  readonly after: SideToPlay
}

export type CallsReply =
  | { readonly ok: true; readonly comparison: CallComparison }
  | { readonly ok: false; readonly message: string }

/** Compares calls off the page's own thread; the signal ends it. */
export function compareCallsInWorker(
  request: CallsRequest,
  signal: AbortSignal,
): Promise<CallComparison> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./calls.worker.ts', import.meta.url), { type: 'module' })
    const end = () => worker.terminate()
    signal.addEventListener('abort', () => {
      end()
      reject(new Error('The comparison is no longer wanted.'))
    })
    worker.addEventListener('message', ({ data }: MessageEvent<CallsReply>) => {
      end()
      if (data.ok) resolve(data.comparison)
      else reject(new Error(data.message))
    })
    worker.addEventListener('error', (event) => {
      end()
      reject(new Error(event.message))
    })
    worker.postMessage(request)
  })
}
