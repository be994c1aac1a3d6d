const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Words of a written text as a person says them: lower case, numbers in words, no marks. */
export function spokenWords(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/&/g, ' and ')
    .replace(/\+/g, ' plus ')
    .replace(/%/g, ' percent ')
    .replace(/\d+/g, (digits) => ` ${numberInWords(digits)} `)
    .replace(/[^a-z' ]+/g, ' ')
    .split(' ')
    .map((word) => word.replace(/^'+|'+$/g, ''))
    .filter(Boolean)
}

/** Up to three digits are a number, more are read one by one. */
function numberInWords(digits: string): string {
  if (digits.length > 3 || (digits.length > 1 && digits.startsWith('0'))) {
    return [...digits].map((digit) => small[Number(digit)]).join(' ')
  }
  const value = Number(digits)
  const hundreds = value >= 100 ? `${small[Math.floor(value / 100)]} hundred` : ''
  const rest = value % 100
  return value === 0 ? 'zero' : `${hundreds} ${rest === 0 ? '' : belowHundred(rest)}`.trim()
}

function belowHundred(value: number): string {
  if (value < 20) return small[value] ?? ''
  const ten = tens[Math.floor(value / 10) - 2] ?? ''
  return value % 10 === 0 ? ten : `${ten} ${small[value % 10]}`
}
