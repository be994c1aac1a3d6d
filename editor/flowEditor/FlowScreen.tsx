import { ReactFlowProvider } from '@xyflow/react'
import { useLayoutEffect, useState } from 'react'
import type { StoredFlow } from '#shared/api/api.ts'
import { client, messageOf } from '../api/client.ts'
import { takeFirstFlow } from '../api/firstFlow.ts'
import { t } from '../i18n/t.ts'
import { Link } from '../shell/Link.tsx'
import { EditorContext } from '../state/EditorContext.ts'
import { OpenFlowContext } from './OpenFlowContext.ts'
import { type OpenFlow, openFlow } from './openFlow.ts'
import { Workbench } from './Workbench.tsx'

type Loading =
  | { readonly type: 'loading' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'ready'; readonly open: OpenFlow }

/** Loads one flow and opens the workbench on it. */
export function FlowScreen({ id }: { readonly id: string }) {
  const [state, setState] = useState<Loading>({ type: 'loading' })
  // A flow that is there already is drawn with the page around it: nothing is painted without it.
  useLayoutEffect(() => {
    let open: OpenFlow | null = null
    let isGone = false
    const start = (stored: StoredFlow) => {
      if (isGone) return
      open = openFlow(stored)
      setState({ type: 'ready', open })
    }
    const first = takeFirstFlow(id)
    if (first?.held) start(first.held)
    else {
      const answer = first?.answer ?? client.flow(id)
      answer.then(start).catch((error: unknown) => {
        if (!isGone) setState({ type: 'failed', message: messageOf(error) })
      })
    }
    return () => {
      isGone = true
      open?.close()
    }
  }, [id])
  if (state.type === 'loading') return <main className="screen" aria-busy="true" />
  if (state.type === 'failed') {
    return (
      <main className="screen">
        <div className="page" role="alert">
          <header className="page-head">
            <h1>{t('This flow cannot be opened')}</h1>
          </header>
          <p className="empty">
            {state.message}{' '}
            <Link place={{ screen: 'flows' }} className="plain-link">
              {t('Back to the flows')}
            </Link>
          </p>
        </div>
      </main>
    )
  }
  return (
    <OpenFlowContext value={state.open}>
      <EditorContext value={state.open.store}>
        <ReactFlowProvider>
          <Workbench />
        </ReactFlowProvider>
      </EditorContext>
    </OpenFlowContext>
  )
}
