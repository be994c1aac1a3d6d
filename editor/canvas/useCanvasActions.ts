import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect } from 'react'
import { hasTextSelection, isElsewhere, isTyping } from '../flowEditor/keyTargets.ts'
import { afterPaint } from '../shell/afterPaint.ts'
import type { EditorStore } from '../state/editorStore.ts'
import { box, portY } from '../state/geometry.ts'
import { edgeFrom, nodeOf, openPorts, portsOf } from '../state/graph.ts'
import { offerCanvasActions } from './canvasActions.ts'
import { pointerOnCanvas } from './pointer.ts'
import { askForStep } from './stepMenuStore.ts'
import { useFit } from './useFit.ts'
import { useTidy } from './useTidy.ts'

/** Copying reads templates, whose parser the first screen does without. */
export const loadClipboard = () => import('./clipboard.ts')

/** Makes what the canvas can do reachable from keys, menus and the quick command. */
export function useCanvasActions(store: EditorStore): void {
  const { screenToFlowPosition, flowToScreenPosition } = useReactFlow()
  const canvas = useStoreApi()
  const { showAll } = useFit()
  const tidy = useTidy(store)
  /** The middle of what is in view, on the screen. */
  const middle = useCallback(() => {
    const bounds = canvas.getState().domNode?.getBoundingClientRect()
    return bounds
      ? { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 }
      : { x: 0, y: 0 }
  }, [canvas])
  const placeToPaste = useCallback(
    () => screenToFlowPosition(pointerOnCanvas() ?? middle()),
    [screenToFlowPosition, middle],
  )
  useEffect(() => {
    let isGone = false
    let stop = listenEarly(store, placeToPaste)
    const forget = afterPaint(() => {
      void loadClipboard().then(({ listenToClipboard }) => {
        if (isGone) return
        stop()
        stop = listenToClipboard(store, placeToPaste)
      })
    })
    return () => {
      isGone = true
      forget()
      stop()
    }
  }, [store, placeToPaste])
  useEffect(() => {
    const askNext = () => {
      const { flow, selection } = store.getState()
      const [wire] = selection.nodes.length === 0 ? selection.edges : []
      if (wire !== undefined) return askForStep({ screen: middle(), wire })
      const last = selection.nodes.at(-1)
      const node = last === undefined ? undefined : nodeOf(flow, last)
      const [port] = node ? openPorts(flow, node) : []
      if (!node || !port) return askForStep({ screen: middle(), at: placeToPaste() })
      const ports = portsOf(node)
      const index = ports.findIndex((one) => one.id === port.id)
      const screen = flowToScreenPosition({
        x: node.position.x + box.width + 16,
        y: node.position.y + portY(index, ports.length),
      })
      askForStep({ screen, from: { node: node.id, port: port.id } })
    }
    return offerCanvasActions(store, {
      fit: showAll,
      tidy: (which) => void tidy(which),
      askNext,
      paste: () =>
        void loadClipboard().then((clipboard) => clipboard.pasteClipboard(store, placeToPaste())),
      copy: () => void loadClipboard().then((clipboard) => clipboard.copySelection(store)),
      duplicate: () =>
        void loadClipboard().then((clipboard) => clipboard.duplicateSelection(store)),
    })
  }, [store, middle, placeToPaste, flowToScreenPosition, showAll, tidy])
}

/** Copies and pastes that are asked for before their code is there wait for it. */
function listenEarly(
  store: EditorStore,
  placeToPaste: () => { readonly x: number; readonly y: number },
): () => void {
  const onEarly = (event: ClipboardEvent) => {
    if (isTyping(event.target) || isElsewhere(event.target) || hasTextSelection()) return
    const text = event.clipboardData?.getData('text/plain') ?? ''
    event.preventDefault()
    void loadClipboard().then((clipboard) => {
      if (event.type === 'paste') clipboard.pasteText(store, text, placeToPaste())
      else return clipboard.copySelection(store)
    })
  }
  document.addEventListener('copy', onEarly)
  document.addEventListener('paste', onEarly)
  return () => {
    document.removeEventListener('copy', onEarly)
    document.removeEventListener('paste', onEarly)
  }
}

/** Opens the menu at a port that has no wire yet; true when it did. */
export function askAtPort(store: EditorStore, target: EventTarget): boolean {
  const handle = target instanceof Element ? target.closest('.step-handle[data-state]') : null
  const node = handle?.getAttribute('data-nodeid')
  const port = handle?.getAttribute('data-handleid')
  if (!handle || !node || !port || edgeFrom(store.getState().flow, node, port)) return false
  const { right, top } = handle.getBoundingClientRect()
  askForStep({ screen: { x: right + 12, y: top - 8 }, from: { node, port } })
  return true
}
