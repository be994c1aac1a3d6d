import { type PointerEvent, useRef } from 'react'
import { type PanelSize, setLayout, useLayout } from '../state/layoutStore.ts'
import { isRightToLeft } from './direction.ts'
import './resizer.css'

interface ResizerProps {
  readonly panel: PanelSize
  readonly label: string
  /** Which way growing the panel moves the handle, where writing runs from left to right. */
  readonly grows: 'right' | 'left' | 'up'
  readonly onFold?: () => void
}

const step = 16

/** The edge of a panel: drag it, use the arrow keys, or double-click to fold the panel. */
export function Resizer({ panel, label, grows, onFold }: ResizerProps) {
  const size = useLayout((layout) => layout[panel])
  const start = useRef<{ readonly at: number; readonly size: number } | null>(null)
  const isVertical = grows === 'up'
  const along = (event: PointerEvent) => (isVertical ? event.clientY : event.clientX)
  const resize = (next: number) => {
    const before = size
    setLayout({ [panel]: clampTo(panel, next, before) })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot take the arrow keys of a window splitter
    <div
      className="resizer"
      data-grows={grows}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={isVertical ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: along(event), size }
      }}
      onPointerMove={(event) => {
        if (!start.current) return
        const growsRight = (grows === 'right') !== isRightToLeft()
        const sign = !isVertical && growsRight ? 1 : -1
        resize(start.current.size + sign * (along(event) - start.current.at))
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onDoubleClick={onFold}
      onKeyDown={(event) => {
        const [more, less] = isVertical
          ? ['ArrowUp', 'ArrowDown']
          : (grows === 'right') !== isRightToLeft()
            ? ['ArrowRight', 'ArrowLeft']
            : ['ArrowLeft', 'ArrowRight']
        if (event.key !== more && event.key !== less) return
        event.preventDefault()
        event.stopPropagation()
        resize(size + (event.key === more ? step : -step))
      }}
    />
  )
}

const bounds: Readonly<Record<PanelSize, readonly [number, number]>> = {
  palette: [160, 360],
  inspector: [260, 560],
  dock: [96, 700],
  phone: [140, 800],
  simulator: [240, 1_000],
  problems: [180, 600],
}

function clampTo(panel: PanelSize, next: number, before: number): number {
  if (Number.isNaN(next)) return before
  const [least, most] = bounds[panel]
  return Math.round(Math.min(most, Math.max(least, next)))
}
