import { expect, it } from 'vitest'
import { type Sound, streamedSound } from './sound.ts'

const sentence = 'We are open from nine to six on every day of the week but Sunday.'
const second = () => new Int16Array(16_000)

async function* pieces(count: number, fails = false) {
  for (let made = 0; made < count; made++) yield second()
  if (fails) throw new Error('it broke')
}

async function hear(
  count: number,
  options: { readonly fails?: boolean; readonly until?: number } = {},
) {
  const problems: string[] = []
  const rest = pieces(count - 1, options.fails)
  let sound: Sound | null = streamedSound(sentence, second(), rest, (why) => problems.push(why))
  const heard: Sound[] = []
  while (sound && heard.length < (options.until ?? count)) {
    heard.push(sound)
    if (heard.length < (options.until ?? count + 1)) sound = await sound.rest()
  }
  return { words: heard.map((piece) => piece.text()), problems }
}

it.for([1, 2, 3, 4, 9])('says the whole sentence in %i pieces', async (count) => {
  const { words } = await hear(count)
  expect(words).toHaveLength(count)
  expect(words.filter(Boolean).join(' ')).toBe(sentence)
})

it('knows about what was heard when the caller cuts in', async () => {
  const { words } = await hear(4, { until: 2 })
  expect(sentence.startsWith(words.join(' '))).toBe(true)
  expect(words.join(' ').length).toBeLessThan(40)
})

it('says that the rest is missing, and takes no words for heard that were not', async () => {
  const { words, problems } = await hear(2, { fails: true })
  expect(problems).toEqual(['it broke'])
  expect(words.join(' ').length).toBeLessThan(sentence.length)
})
