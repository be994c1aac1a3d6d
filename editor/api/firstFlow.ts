import type { StoredFlow } from '#shared/api/api.ts'
import { parsePlace } from '../router.ts'
import { client } from './client.ts'

/** A flow on its way, and the flow itself as soon as it is there. */
interface Awaited {
  readonly id: string
  readonly answer: Promise<StoredFlow>
  held: StoredFlow | null
}

/** Longest time that the page waits for its flow before it shows a frame without it, ms. */
const longest = 60

let first: Awaited | null = null

/** Resolves when the flow in the address is there, or when it takes longer than a person should see nothing. */
export async function meetFirstFlow(): Promise<void> {
  const place = parsePlace(window.location.pathname, window.location.search)
  if (place.screen !== 'flow') return
  const meeting: Awaited = { id: place.id, answer: client.flow(place.id), held: null }
  first = meeting
  const arrival = meeting.answer.then(
    (held) => {
      meeting.held = held
    },
    // The screen asks for it too, and says why it did not come.
    () => undefined,
  )
  await Promise.race([arrival, new Promise((resolve) => setTimeout(resolve, longest))])
}

/** The flow that the page came for, once: null when this is another one, or a later visit. */
export function takeFirstFlow(id: string): Awaited | null {
  const taken = first?.id === id ? first : null
  first = null
  return taken
}
