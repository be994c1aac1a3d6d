import { createContext, useContext } from 'react'
import type { OpenFlow } from './openFlow.ts'

export const OpenFlowContext = createContext<OpenFlow | null>(null)

/** The open flow with its saving and its live numbers. */
export function useOpenFlow(): OpenFlow {
  const open = useContext(OpenFlowContext)
  if (!open) throw new Error('useOpenFlow is used outside a flow: wrap it in OpenFlowContext.')
  return open
}
