import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** Wait before a part that could not be fetched is asked for again, ms. */
const pause = 1_500

/**
 * A part of the screen that is fetched when it is first drawn. While the server is away it is asked for again and again,
 * so that a missing part never takes the rest of the screen with it.
 */
export const lazyPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => {
    for (;;) {
      try {
        return { default: await load() }
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    }
  })
