/** Flite reads ASCII only, and says marks by name or not at all. Each rule fixes what it reads badly. */
const rules: ReadonlyArray<readonly [RegExp, string]> = [
  [/[‘’‛′]/g, "'"],
  [/[“”„«»"`]/g, ' '],
  [/\s*[–—―]\s*/g, ', '],
  [/…/g, '...'],
  [/https?:\/\//gi, ''],
  [/(?<=\S)@(?=\S)/g, ' at '],
  // Names of sites and mail hosts: "acme.com".
  [/(?<=[a-z0-9])\.(?=[a-z]{2,}\b)/gi, ' dot '],
  [/&/g, ' and '],
  [/\+(?=\s*\(?\d)/g, ' plus '],
  [/(?<=\d)\s*°\s*C\b/g, ' degrees celsius'],
  [/(?<=\d)\s*°\s*F\b/g, ' degrees fahrenheit'],
  [/(?<=\d)\s*°/g, ' degrees'],
  [/(?<=\d)\s*km\b/g, ' kilometers'],
  [/(?<=\d)\s*kg\b/g, ' kilograms'],
  [/(?<=\d)\s*(?=[ap]\.?m\b)/gi, ' '],
  [/(?<=[ap]\.?m\b\.?|\d)\s*-\s*(?=\d+(?:[:.]\d+)?\s*[ap]\.?m\b)/gi, ' to '],
  // A lone capital A is read as the article; these are letters.
  [/\ba\.?m\b\.?/gi, 'ay em'],
  [/\bp\.?m\b\.?/gi, 'pee em'],
  [/#\s*(?=\d)/g, 'number '],
  [/\b24\/7\b/g, 'twenty four seven'],
  [/(?<=[a-z])\/(?=[a-z])/gi, ' or '],
  [/\bID\b/g, 'eye dee'],
  [/\b(\d{1,2})-(\d{1,2})\b(?!-)/g, '$1 to $2'],
  [/\bUSD\s*(?=\d)/g, '$'],
]

const currencies: ReadonlyArray<readonly [string, string, string, string]> = [
  ['€', 'euro', 'euros', 'cents'],
  ['£', 'pound', 'pounds', 'pence'],
  ['₹', 'rupee', 'rupees', 'paise'],
  ['¥', 'yen', 'yen', 'sen'],
]

const months =
  'January February March April May June July August September October November December'.split(' ')

/** Rewrites a text so that flite says what a person would read; empty when nothing can be said. */
export function normaliseText(text: string): string {
  let spoken = readCurrencies(
    readPhoneNumbers(readDates(text.normalize('NFKC').replace(/\s+/g, ' '))),
  )
  for (const [pattern, replacement] of rules) spoken = spoken.replace(pattern, replacement)
  spoken = spoken
    // Accents are dropped: "café" is read as "cafe".
    .normalize('NFD')
    .replace(/[^\x20-\x7e]/g, (character) => (/\s/.test(character) ? ' ' : ''))
    .replace(/[*_~^|\\<>{}[\]()=+#/]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:!?])/g, '$1')
    .trim()
  return /[a-z0-9$%]/i.test(spoken) ? spoken : ''
}

/** "2026-11-22" is a date, not a sum. */
function readDates(text: string): string {
  return text.replace(/\b(\d{4})-(\d{2})-(\d{2})\b/g, (whole, year, month, day) => {
    const name = months[Number(month) - 1]
    return name ? `${name} ${Number(day)}, ${year}` : whole
  })
}

/** A telephone number is said key by key, with a breath between its groups. */
function readPhoneNumbers(text: string): string {
  return text.replace(/\+?\(?\d{1,4}\)?(?:[ -]\(?\d{2,5}\)?){2,4}(?![\d.,-])/g, (number) => {
    const groups = number.match(/\d+/g) ?? []
    const digits = groups.join('').length
    if (digits < 7 || digits > 15) return number
    const spoken = groups.map((group) => group.split('').join(' ')).join(', ')
    return number.startsWith('+') ? `plus ${spoken}` : spoken
  })
}

/** "€5.20" → "5 euros and 20 cents"; flite knows the dollar itself. */
function readCurrencies(text: string): string {
  let spoken = text
  for (const [sign, one, many, minor] of currencies) {
    const amount = new RegExp(`${sign}\\s*([\\d,]*\\d)(?:\\.(\\d\\d))?`, 'g')
    spoken = spoken.replace(amount, (_, whole: string, part: string | undefined) => {
      const unit = whole === '1' ? one : many
      return Number(part ?? 0) > 0 ? `${whole} ${unit} and ${part} ${minor}` : `${whole} ${unit}`
    })
  }
  return spoken
}
