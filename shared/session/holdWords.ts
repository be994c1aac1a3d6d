/** Said once when something keeps the caller waiting, by language. */
const holdWords: Readonly<Record<string, string>> = {
  en: 'One moment, please.',
  de: 'Einen Moment, bitte.',
  fr: 'Un instant, s’il vous plaît.',
  es: 'Un momento, por favor.',
  it: 'Un attimo, per favore.',
  nl: 'Een ogenblik, alstublieft.',
  pt: 'Um momento, por favor.',
  hi: 'एक क्षण, कृपया।',
  pl: 'Chwileczkę, proszę.',
  sv: 'Ett ögonblick, tack.',
  da: 'Et øjeblik, tak.',
  nb: 'Et øyeblikk, takk.',
  fi: 'Hetkinen, olkaa hyvä.',
  cs: 'Okamžik, prosím.',
  tr: 'Bir dakika lütfen.',
  ja: '少々お待ちください。',
  zh: '请稍等。',
  ko: '잠시만 기다려 주세요.',
  ar: 'لحظة من فضلك.',
}

/** The words for a language tag such as `de-AT`; empty where we have none: silence is better than another language. */
export function holdWordsIn(language: string): string {
  const [first = ''] = language.toLowerCase().split('-')
  return Object.hasOwn(holdWords, first) ? (holdWords[first] ?? '') : ''
}
