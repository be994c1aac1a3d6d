export interface DigitRun {
  readonly digits: string
  readonly hasPlus: boolean
  /** First character, and the one behind the last. */
  readonly from: number
  readonly to: number
}

const digitWords: Readonly<Record<string, string>> = Object.fromEntries([
  ...'zero one two three four five six seven eight nine'.split(' ').map(numbered),
  ...'null eins zwei drei vier fünf sechs sieben acht neun'.split(' ').map(numbered),
  ['oh', '0'],
  ['o', '0'],
  ['zwo', '2'],
  ['ein', '1'],
])
function numbered(word: string, value: number): readonly [string, string] {
  return [word, String(value)]
}

const times: Readonly<Record<string, number>> = { double: 2, triple: 3, doppel: 2, dreifach: 3 }

/** Digits that stand or are said one after another: `4111 1111`, `four one double one`. */
export function readDigitRuns(text: string): DigitRun[] {
  const runs: DigitRun[] = []
  let run: DigitRun | null = null
  let factor = 1
  const close = () => {
    if (run) runs.push(run)
    run = null
    factor = 1
  }
  for (const match of text.matchAll(/\+|\d+|\p{L}+/gu)) {
    const token = match[0].toLowerCase()
    const digits = /^\d+$/.test(token) ? token : digitWords[token]
    const [from, to] = [match.index, match.index + token.length]
    // Only what separates groups of digits may stand between them.
    if (run && !/^[\s\-./,()]*$/.test(text.slice((run as DigitRun).to, from))) close()
    if (token === '+' || token === 'plus') {
      close()
      run = { digits: '', hasPlus: true, from, to }
    } else if (times[token] !== undefined) {
      factor = times[token]
      run = run ? { ...(run as DigitRun), to } : { digits: '', hasPlus: false, from, to }
    } else if (digits !== undefined) {
      const before: DigitRun = run ?? { digits: '', hasPlus: false, from, to }
      run = { ...before, digits: before.digits + digits.repeat(factor), to }
      factor = 1
    } else close()
  }
  close()
  return runs.filter(({ digits }) => digits !== '')
}
