import { pathOf, type Talk } from '#shared/session/converse.ts'
import { callLights, clearCallLights, wayKey } from '../state/callStore.ts'

/** The step on the canvas that an op belongs to: inside a subflow, the step that runs it. */
export const stepOf = (node: string): string => node.split('/')[0] ?? node

/** Shows a tried-out call on the canvas as a real one: the step it is at, and the ways it has taken. */
export function lightTalk(talk: Talk): void {
  const last = talk.turns.at(-1)
  const at = last && last.awaits.for !== 'nothing' ? stepOf(last.awaits.node) : ''
  callLights.setState({
    speaking: at === '' ? null : at,
    taken: new Set(pathOf(talk).map(({ node, port }) => wayKey(node, port))),
  })
}

export const clearTalkLights = clearCallLights
