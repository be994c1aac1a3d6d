import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWav } from './voices.ts'

const folder = '/usr/share/pocketsphinx/test/data'

/** A recording of a person, with what was said. */
export interface HumanClip {
  readonly text: string
  /** 16 kHz. */
  readonly pcm: Int16Array
}

/** Why a test that needs recordings of people is skipped. */
export const humanClipsRemedy = 'needs: apt-get install pocketsphinx-testdata'

/** True when Debian's recordings are here. */
export function hasHumanClips(): boolean {
  return existsSync(join(folder, 'cards/cards.transcription'))
}

/** Reads Debian's recordings: people naming cards, or reading a novel. */
export async function readHumanClips(set: 'cards' | 'librivox'): Promise<HumanClip[]> {
  const name = set === 'cards' ? 'cards.transcription' : 'transcription'
  const lines = readFileSync(join(folder, set, name), 'utf8')
    .trim()
    .split('\n')
  return Promise.all(
    lines.map(async (line) => {
      const [, text = '', file = ''] = /^<s> (.*?)\s*<\/s>\s*\((.*)\)$/.exec(line) ?? []
      return { text, pcm: (await readWav(join(folder, set, `${file}.wav`))).pcm }
    }),
  )
}

/** Share of words that are wrong: edits (Levenshtein) over words said. */
export function wordErrorRate(
  pairs: ReadonlyArray<readonly [said: string, heard: string]>,
): number {
  const edits = pairs.reduce(
    (sum, [said, heard]) => sum + distance(said.split(' '), heard.split(' ')),
    0,
  )
  return edits / pairs.reduce((sum, [said]) => sum + said.split(' ').length, 0)
}

function distance(said: readonly string[], heard: readonly string[]): number {
  let row = Array.from({ length: heard.length + 1 }, (_, index) => index)
  for (const [at, word] of said.entries()) {
    const next = [at + 1]
    for (const [index, other] of heard.entries()) {
      const replaced = (row[index] ?? 0) + (word === other ? 0 : 1)
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
