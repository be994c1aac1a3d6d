import { z } from 'zod'
import type { Diagnostic } from '../../diagnostic.ts'
import { defineNode } from '../defineNode.ts'

export const playData = z.strictObject({
  /** Web address of a WAV or MP3 file, or the address of an uploaded one (`/media/…`). */
  url: z.string().max(2_000),
  /** Times it is played. */
  loop: z.number().int().min(1).max(100),
})
export type PlayData = z.infer<typeof playData>

/** Plays a recording to the caller. */
export const play = defineNode<PlayData>({
  type: 'play',
  title: 'Play audio',
  summary: 'Play a recording to the caller.',
  group: 'speak',
  data: playData,
  defaults: () => ({ url: '', loop: 1 }),
  ports: () => [
    { id: 'next', title: 'Next', unwired: 'warning' },
    { id: 'failed', title: 'Failed', unwired: 'never', instead: 'next' },
  ],
  describe: (data) =>
    data.url === '' ? 'Nothing to play yet.' : (data.url.split('/').at(-1) ?? data.url),
  templates: (data) => [{ path: 'url', source: data.url, kind: 'template' }],
  check: (data) => checkUrl(data.url.trim()),
  compile: (node, { target }) => ({
    [node.id]: {
      op: 'play',
      node: node.id,
      url: node.data.url.trim(),
      ...(node.data.loop === 1 ? {} : { loop: node.data.loop }),
      // Without a way of its own there is nothing to wait for.
      ...(target('failed') === target('next') ? {} : { failed: target('failed') }),
      next: target('next'),
    },
  }),
})

function checkUrl(url: string): readonly Diagnostic[] {
  const isUrl = /^(https?:\/\/[^\s/]+|\/[^/\s]|\{[{%])/.test(url)
  if (isUrl) return []
  return [
    {
      code: url === '' ? 'play.noUrl' : 'play.badUrl',
      severity: 'error',
      message: url === '' ? 'There is nothing to play here.' : 'This is not a web address.',
      hint: 'Upload a recording, or paste the address of one, starting with https://.',
      path: 'url',
    },
  ]
}
