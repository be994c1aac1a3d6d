/** A place on the screen, px. */
export interface ScreenPoint {
  readonly x: number
  readonly y: number
}

let last: ScreenPoint | null = null

/** Remembers where the mouse is over the canvas; null once it has left. */
export const pointerMoved = (point: ScreenPoint | null): void => {
  last = point
}

/** Where the mouse is over the canvas: what is pasted goes there. */
export const pointerOnCanvas = (): ScreenPoint | null => last
