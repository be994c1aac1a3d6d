import { useComputedColorScheme } from '@mantine/core'
import { useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { memo, type PointerEvent, useLayoutEffect, useMemo, useRef } from 'react'
import type { Flow } from '#shared/flow/flow.ts'
import { useIsPainted } from '../shell/afterPaint.ts'
import { useEditor } from '../state/EditorContext.ts'
import { isRemark } from '../state/entry.ts'
import { boundsOf, heightOf, widthOf } from '../state/geometry.ts'

const width = 146
const height = 90
const padding = 8

/** A map of the whole flow. It is drawn once the canvas is painted. Steps are painted when they change; panning only moves a frame. */
export const Minimap = memo(function Minimap({ isAbove }: { readonly isAbove: boolean }) {
  const nodes = useEditor((state) => state.flow.nodes)
  const scheme = useComputedColorScheme('light')
  const { setCenter, getZoom } = useReactFlow()
  const store = useStoreApi()
  const canvas = useRef<HTMLCanvasElement>(null)
  const isPainted = useIsPainted()
  const map = useMemo(() => (isPainted ? mapOf(nodes) : null), [isPainted, nodes])
  // With the frame, in one picture.
  useLayoutEffect(() => {
    if (canvas.current && map) paint(canvas.current, nodes, map, scheme)
  }, [nodes, map, scheme])
  const goTo = (event: PointerEvent<HTMLElement>) => {
    if (!map) return
    const bounds = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - bounds.left - map.left) / map.scale
    const y = (event.clientY - bounds.top - map.top) / map.scale
    void setCenter(x, y, { zoom: getZoom() })
  }
  return (
    <div
      className="minimap"
      data-above={isAbove}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1 && store.getState().width > 0) goTo(event)
      }}
    >
      <canvas ref={canvas} />
      {map && <ViewFrame map={map} />}
    </div>
  )
})

interface MapScale {
  readonly scale: number
  /** Where the flow's origin is on the map, px. */
  readonly left: number
  readonly top: number
}

function ViewFrame({ map }: { readonly map: MapScale }) {
  const [x, y, zoom] = useStore((state) => state.transform)
  const viewWidth = useStore((state) => state.width)
  const viewHeight = useStore((state) => state.height)
  return (
    <div
      className="minimap-view"
      style={{
        width: (viewWidth / zoom) * map.scale,
        height: (viewHeight / zoom) * map.scale,
        transform: `translate(${map.left - (x / zoom) * map.scale}px, ${map.top - (y / zoom) * map.scale}px)`,
      }}
    />
  )
}

function mapOf(nodes: Flow['nodes']): MapScale {
  const bounds = boundsOf(nodes)
  if (!bounds) return { scale: 0.1, left: padding, top: padding }
  const scale = Math.min(
    0.12,
    (width - padding * 2) / bounds.width,
    (height - padding * 2) / bounds.height,
  )
  return {
    scale,
    left: width / 2 - (bounds.x + bounds.width / 2) * scale,
    top: height / 2 - (bounds.y + bounds.height / 2) * scale,
  }
}

function paint(
  canvas: HTMLCanvasElement,
  nodes: Flow['nodes'],
  map: MapScale,
  scheme: 'light' | 'dark',
): void {
  const ratio = window.devicePixelRatio
  canvas.width = width * ratio
  canvas.height = height * ratio
  const context = canvas.getContext('2d')
  if (!context) return
  context.scale(ratio, ratio)
  const style = getComputedStyle(canvas)
  const plain = scheme === 'dark' ? '#4a515c' : '#cfcec8'
  // Remarks lie below, here as on the canvas.
  for (const node of nodes.toSorted((a, b) => Number(isRemark(b)) - Number(isRemark(a)))) {
    const { color = isRemark(node) ? 'sand' : undefined } = node
    context.fillStyle = color ? style.getPropertyValue(`--color-${color}`) : plain
    context.globalAlpha = isRemark(node) ? 0.3 : color ? 0.75 : 1
    context.fillRect(
      map.left + node.position.x * map.scale,
      map.top + node.position.y * map.scale,
      Math.max(2, widthOf(node) * map.scale),
      Math.max(2, heightOf(node) * map.scale),
    )
  }
}
