/** How a language shows that a sentence is over, or is not. Patterns see `plainWords`. */
export interface Unfinished {
  /** Ends with words that announce a value: “my number is”. */
  readonly announces: RegExp
  /** Ends with a word that wants another: “and”, “because”, “um”. */
  readonly goesOn: RegExp
  /** A whole answer to a yes-or-no question. */
  readonly yesNo: RegExp
  /** A time of day that is complete. */
  readonly times: RegExp
  /** A date that lacks its month or its day. */
  readonly halfDates: RegExp
  readonly digits: ReadonlySet<string>
  /** Said before a digit that comes twice. */
  readonly doubles: ReadonlySet<string>
  /** Words of one letter, which spell nothing. */
  readonly words: ReadonlySet<string>
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' ').filter(Boolean))
const ends = (alternatives: string) => new RegExp(`(?:^|\\s)(?:${alternatives})$`, 'u')
const whole = (alternatives: string) => new RegExp(`^(?:${alternatives})$`, 'u')

export const unfinished: Readonly<Record<string, Unfinished>> = {
  en: {
    announces: ends(
      "(?:my|the|our|his|her|its) (?:\\w+ ){0,3}(?:is|are|was)|(?:number|name|address|date|code|reference|email|it)(?:'s| is)|that's|i'd like|i would like|i want|i need|i'm calling about|spelled|spelt",
    ),
    goesOn: ends(
      'and|or|but|so|because|since|if|when|that|which|with|for|to|from|of|on|at|in|the|a|an|my|um|uh|er|erm|like|about|well|then',
    ),
    yesNo: whole(
      '(?:yes|yeah|yep|no|nope|sure|correct|right|exactly|of course)(?: (?:please|thanks|thank you|it is|that is right|i am|i do))?',
    ),
    times: whole("(?:at )?(?:(?:noon|midnight)|.*(?:o'clock|\\ba ?m|\\bp ?m))"),
    halfDates: ends(
      'january|february|march|april|may|june|july|august|september|october|november|december|first|second|third|(?:\\w+)?(?:teenth|tieth|[4-9]th|1st|2nd|3rd|\\d+th|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)|the|next|this|in',
    ),
    digits: set('zero oh o one two three four five six seven eight nine'),
    doubles: set('double triple'),
    words: set('a i o'),
  },
  de: {
    announces: ends(
      '(?:meine?|die|der|das|unsere?) (?:\\S+ ){0,3}(?:ist|sind|lautet|heißt)|(?:nummer|name|adresse|datum|postleitzahl) (?:ist|lautet)|das (?:ist|wäre)|ich (?:möchte|will|brauche|hätte gern(?:e)?)|buchstabiert',
    ),
    goesOn: ends(
      'und|oder|aber|weil|denn|dass|wenn|also|mit|für|von|vom|zu|zum|zur|im|in|am|an|auf|der|die|das|den|dem|ein|eine|einen|mein|meine|äh|ähm|hm|dann|wegen',
    ),
    yesNo: whole(
      '(?:ja|jawohl|nein|nee|ne|genau|richtig|stimmt|klar|gern|gerne)(?: (?:bitte|danke|gern|gerne|genau|stimmt|richtig))?',
    ),
    times: whole('(?:um )?(?:mittag|mitternacht|.*\\buhr(?: .+)?)'),
    halfDates: ends(
      '(?:am |den |der )?\\S+(?:ten|sten|ter|ster)|\\d{1,2}\\.?|am|den|nächsten|kommenden|im',
    ),
    digits: set('null eins ein zwei zwo drei vier fünf sechs sieben acht neun'),
    doubles: set('doppel doppelt'),
    words: set(''),
  },
  fr: {
    announces: ends(
      "(?:mon|ma|mes|le|la|notre) (?:\\S+ ){0,3}(?:est|sont)|c'est|je (?:voudrais|veux)|j'aimerais|je m'appelle",
    ),
    goesOn: ends(
      'et|ou|mais|donc|parce que|parce|car|que|qui|si|avec|pour|de|du|des|à|au|en|dans|le|la|les|un|une|mon|ma|euh|alors|puis',
    ),
    yesNo: whole(
      "(?:oui|non|ouais|si|d'accord|exactement|bien sûr)(?: (?:merci|s'il vous plaît|c'est ça))?",
    ),
    times: whole('(?:à )?(?:midi|minuit|.*\\bheures?(?: .+)?)'),
    halfDates: ends('le|premier|\\d{1,2}|du|prochain|en'),
    digits: set('zéro un deux trois quatre cinq six sept huit neuf'),
    doubles: set('double'),
    words: set('a à y'),
  },
  es: {
    announces: ends(
      '(?:mi|el|la|mis|nuestro|nuestra) (?:\\S+ ){0,3}(?:es|son)|me llamo|quiero|quisiera|quería|necesito',
    ),
    goesOn: ends(
      'y|e|o|u|pero|porque|que|si|con|para|por|de|del|a|al|en|el|la|los|las|un|una|mi|eh|este|entonces|pues',
    ),
    yesNo: whole(
      '(?:sí|si|no|claro|exacto|correcto|vale)(?: (?:gracias|por favor|claro|señor|señora))?',
    ),
    times: whole('(?:a )?(?:mediodía|medianoche|.*(?:en punto|de la (?:mañana|tarde|noche)))'),
    halfDates: ends('el|\\d{1,2}|primero|de|próximo|en'),
    digits: set('cero uno dos tres cuatro cinco seis siete ocho nueve'),
    doubles: set('doble'),
    words: set('a e o u y'),
  },
  it: {
    announces: ends(
      '(?:il mio|la mia|il|la|i miei) (?:\\S+ ){0,3}(?:è|sono)|mi chiamo|vorrei|voglio|ho bisogno di',
    ),
    goesOn: ends(
      'e|ed|o|ma|perché|che|se|con|per|di|del|della|a|al|in|il|la|lo|i|le|un|una|mio|mia|ehm|eh|allora|quindi',
    ),
    yesNo: whole('(?:sì|si|no|certo|esatto|giusto)(?: (?:grazie|per favore|certo))?'),
    times: whole(
      '(?:a |alle )?(?:mezzogiorno|mezzanotte|.*(?:in punto|di (?:mattina|pomeriggio|sera)))',
    ),
    halfDates: ends('il|\\d{1,2}|primo|di|prossimo|a'),
    digits: set('zero uno due tre quattro cinque sei sette otto nove'),
    doubles: set('doppio'),
    words: set('a e è i o'),
  },
  nl: {
    announces: ends('(?:mijn|het|de|ons|onze) (?:\\S+ ){0,3}(?:is|zijn)|ik (?:heet|wil|zou graag)'),
    goesOn: ends(
      'en|of|maar|want|omdat|dat|als|met|voor|van|naar|te|in|op|aan|de|het|een|mijn|eh|uh|dus|dan',
    ),
    yesNo: whole(
      '(?:ja|nee|jawel|klopt|zeker|juist|precies)(?: (?:graag|bedankt|dank u|hoor|klopt))?',
    ),
    times: whole('(?:om )?(?:middernacht|.*\\buur(?: .+)?)'),
    halfDates: ends('\\S+(?:de|ste)|\\d{1,2}|op|volgende|in'),
    digits: set('nul een één twee drie vier vijf zes zeven acht negen'),
    doubles: set('dubbel'),
    words: set('u'),
  },
  pt: {
    announces: ends(
      '(?:meu|minha|o|a|o meu|a minha) (?:\\S+ ){0,3}(?:é|são)|chamo me|me chamo|quero|queria|gostaria de|preciso de',
    ),
    goesOn: ends(
      'e|ou|mas|porque|que|se|com|para|por|de|do|da|em|no|na|o|a|os|as|um|uma|meu|minha|eh|então|aí',
    ),
    yesNo: whole(
      '(?:sim|não|claro|certo|exato|isso)(?: (?:obrigado|obrigada|por favor|senhor|senhora))?',
    ),
    times: whole('(?:ao |às |à )?(?:meio dia|meia noite|.*(?:em ponto|da (?:manhã|tarde|noite)))'),
    halfDates: ends('dia|\\d{1,2}|primeiro|de|próximo|em'),
    digits: set('zero um dois três quatro cinco seis meia sete oito nove'),
    doubles: set('duplo'),
    words: set('a e é o à'),
  },
  hi: {
    announces: ends('(?:मेरा|मेरी|हमारा) (?:\\S+ ){0,3}(?:है|हैं)|मुझे|mera (?:\\S+ ){0,3}hai|mujhe'),
    goesOn: ends(
      'और|या|लेकिन|क्योंकि|कि|तो|अगर|का|की|के|में|से|को|aur|ya|lekin|kyunki|ki|toh|ka|ke|mein|se|ko',
    ),
    yesNo: whole(
      '(?:हाँ|हां|जी|जी हाँ|जी हां|नहीं|जी नहीं|बिल्कुल|haan|han|ji|ji haan|nahin|nahi|ji nahi)(?: (?:जी|ji))?',
    ),
    times: whole('.*(?:बजे|baje)'),
    halfDates: ends('\\d{1,2}|को|अगले|tarikh|तारीख'),
    digits: set(
      'शून्य एक दो तीन चार पाँच पांच छह छः सात आठ नौ shunya ek do teen char paanch chhah saat aath nau',
    ),
    doubles: set('डबल double'),
    words: set(''),
  },
}
