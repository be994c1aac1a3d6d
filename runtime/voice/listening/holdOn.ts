import { plainWords } from '#shared/text/words.ts'
import { languageOf } from './languageOf.ts'

/** What may stand before and after, in every language of the table. */
const around: Readonly<Record<string, string>> = {
  en: 'um|uh|oh|ok|okay|yes|yeah|sure|well|so|sorry|please|just|can you|could you|would you|thanks|thank you',
  de: 'äh|ähm|oh|ok|okay|ja|moment|gut|also|bitte|mal|noch|eben|kurz|nur|danke',
  fr: 'euh|oh|ok|oui|alors|pardon|merci|juste',
  es: 'eh|oh|ok|sí|bueno|perdón|por favor|solo|gracias',
  it: 'eh|oh|ok|sì|allora|scusi|scusa|per favore|per cortesia|solo|grazie',
  nl: 'eh|oh|ok|oké|ja|nou|sorry|alstublieft|graag|even|eventjes|bedankt',
  pt: 'eh|oh|ok|sim|então|desculpe|por favor|só|obrigado|obrigada',
  hi: 'ओ|हाँ|हां|जी|कृपया|प्लीज़|please|ji|haan|zara|ज़रा',
}

const requests: Readonly<Record<string, string>> = {
  en: "(?:please )?(?:hold on|hang on|hold the line|one moment|a moment|moment|one second|a second|one sec|a sec|a minute|one minute|wait|bear with me|let me (?:just )?(?:look|check|see|think|get|find|grab|fetch)(?: .{1,40})?|give me (?:a|one) (?:moment|second|sec|minute)|i(?:'ll| will) be right back)(?: (?:a|one|for a) (?:moment|second|sec|minute))?",
  de: '(?:(?:einen|eine|ein|ne|n) )?(?:kleinen )?(?:moment|augenblick|sekunde|minute|momentchen)|warte(?:n sie)?(?: (?:mal|bitte|kurz|einen moment))*|bleiben sie dran|ich (?:schaue|schau|sehe|hole|suche|gucke)(?: .{1,40})?',
  fr: '(?:un|une)? ?(?:petit(?:e)? )?(?:moment|instant|seconde|minute)|attendez(?: .{1,20})?|attends(?: .{1,20})?|ne quittez pas|patientez|(?:je|laissez moi) (?:regarde|vérifie|cherche|regarder|vérifier|chercher)(?: .{1,40})?',
  es: '(?:un|una)? ?(?:momento|momentito|segundo|segundito|minuto|instante)|esper[ae](?: .{1,20})?|espéreme|aguarde|déjeme (?:ver|mirar|buscar)(?: .{1,40})?|no cuelgue',
  it: '(?:un|una)? ?(?:momento|attimo|attimino|secondo|minuto|istante)|aspett[ai](?: .{1,20})?|attenda|resti in linea|(?:mi )?(?:lasci|fammi|faccia) (?:guardare|vedere|controllare|cercare)(?: .{1,40})?',
  nl: '(?:een|één|n)? ?(?:moment(?:je)?|ogenblik(?:je)?|seconde|minuut(?:je)?)|wacht(?: .{1,20})?|blijf aan de lijn|ik (?:kijk|zoek|pak)(?: .{1,40})?',
  pt: '(?:um|uma)? ?(?:momento|momentinho|instante|segundo|segundinho|minuto|minutinho)|esper[ae](?: .{1,20})?|aguarde|deixe me ver(?: .{1,40})?|não desligue',
  hi: '(?:एक )?(?:मिनट|सेकंड|पल|क्षण)(?: रुकिए| रुको| रुकें)?|रुकिए|रुको|रुकें|ठहरिए|ek (?:minute|second|min)(?: rukiye| ruko)?|rukiye|ruko',
}

const patterns = new Map<string, RegExp>()

/** Whether the caller asks to be waited for, and says nothing else: “One moment, please.” */
export function isHoldOn(text: string, language: string): boolean {
  const words = plainWords(text)
  const request = languageOf(requests, language)
  if (words === '' || words.length > 120 || request === undefined) return false
  const known = patterns.get(request)
  const filler = `(?:(?:${languageOf(around, language) ?? ''})[ ,]*)*`
  const pattern =
    known ?? new RegExp(`^${filler}(?:${request})(?:[ ,]+(?:${request}))?[ ,]*${filler}$`, 'u')
  patterns.set(request, pattern)
  return pattern.test(words)
}
