import type { Flow, FlowNode } from '#shared/flow/flow.ts'
import { type TextAt, textsIn } from '#shared/flow/textsIn.ts'
import { callOrder } from '../outline/callOrder.ts'
import { nodeOf } from '../state/graph.ts'

/** One text of the flow that holds what was searched for. */
export interface Hit {
  readonly key: string
  /** Null: in the flow's own form. */
  readonly nodeId: string | null
  readonly path: string
  /** The text around the first match, in three parts. */
  readonly before: string
  readonly match: string
  readonly after: string
}

export interface Found {
  readonly hits: readonly Hit[]
  /** More texts hold it than are listed. */
  readonly hasMore: boolean
}

/** Most texts listed. */
export const mostHits = 300
/** Characters of a text shown on each side of a match. */
const around = 34

interface Entry extends TextAt {
  /** As long as `text`, so that places in it are places in the text. */
  readonly folded: string
}

const entries = new WeakMap<FlowNode, readonly Entry[]>()
const flowEntries = new WeakMap<Flow, readonly Entry[]>()

/** Choices of a form, not words that a person wrote. */
const choices = /(^|\.)(type|method|order|comparison|by|timezone|language)$|^value$/

/** Texts that hold a query, without regard to case and accents, in the order of a call. */
export function searchFlow(flow: Flow, query: string): Found {
  const wanted = fold(query.trim())
  if (wanted === '') return { hits: [], hasMore: false }
  const hits: Hit[] = []
  const look = (nodeId: string | null, texts: readonly Entry[]): void => {
    for (const { path, text, folded } of texts) {
      const at = folded.indexOf(wanted)
      if (at >= 0) hits.push(hitOf(nodeId, path, text, at, wanted.length))
      if (hits.length > mostHits) return
    }
  }
  const { steps, anywhere, unreachable, remarks } = callOrder(flow)
  look(null, entriesOfFlow(flow))
  for (const id of [...steps, ...anywhere, ...unreachable, ...remarks]) {
    const node = nodeOf(flow, id)
    if (node) look(id, entriesOf(node))
    if (hits.length > mostHits) break
  }
  return { hits: hits.slice(0, mostHits), hasMore: hits.length > mostHits }
}

function entriesOf(node: FlowNode): readonly Entry[] {
  const known = entries.get(node)
  if (known) return known
  const texts = textsIn(node.data).filter(({ path, text }) => text !== '' && !choices.test(path))
  const fresh = [{ path: 'name', text: node.name }, ...texts].map(withFolded)
  entries.set(node, fresh)
  return fresh
}

function entriesOfFlow(flow: Flow): readonly Entry[] {
  const known = flowEntries.get(flow)
  if (known) return known
  const fresh = [
    { path: 'settings.errorText', text: flow.settings.errorText },
    ...flow.variables.flatMap((variable, index) => [
      { path: `variables.${index}.name`, text: variable.name },
      { path: `variables.${index}.default`, text: variable.default },
    ]),
  ].map(withFolded)
  flowEntries.set(flow, fresh)
  return fresh
}

const withFolded = (one: TextAt): Entry => ({ ...one, folded: fold(one.text) })

/** Small letters without accents, one for one. */
export function fold(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no look at each letter
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  let folded = ''
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at)
    const plain = letter.normalize('NFD').charAt(0).toLowerCase()
    folded += plain.length === 1 ? plain : letter
  }
  return folded
}

function hitOf(nodeId: string | null, path: string, text: string, at: number, length: number): Hit {
  const from = Math.max(0, at - around)
  const to = Math.min(text.length, at + length + around)
  const flat = (part: string) => part.replace(/\s+/g, ' ')
  return {
    key: `${nodeId ?? ''} ${path}`,
    nodeId,
    path,
    before: `${from > 0 ? '…' : ''}${flat(text.slice(from, at))}`,
    match: flat(text.slice(at, at + length)),
    after: `${flat(text.slice(at + length, to))}${to < text.length ? '…' : ''}`,
  }
}
