import type { CallDifference } from '#shared/compare/compareCalls.ts'
import type { Heard } from '#shared/compare/heard.ts'
import type { Move } from '#shared/session/simulate.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/t.ts'

/** What a caller notices, as a sentence. */
export function heardWords(heard: Heard): string {
  switch (heard.type) {
    case 'says':
      return heard.voice === ''
        ? `“${heard.text}”`
        : t('“{text}” (voice {voice})', { text: heard.text, voice: heard.voice })
    case 'plays':
      return t('Plays {url}', { url: heard.url })
    case 'presses':
      return t('Presses {digits}', { digits: heard.digits })
    case 'pauses':
      return t('Waits {seconds} s', { seconds: heard.seconds })
    case 'listens':
      return listensWords(heard)
    case 'records':
      return t('Records up to {seconds} s', { seconds: heard.seconds })
    case 'calls':
      return heard.inTurn
        ? t('Calls {addresses}, one after the other', { addresses: heard.addresses.join(', ') })
        : t('Calls {addresses}', { addresses: heard.addresses.join(', ') })
    case 'streams':
      return t('Hands the call to {url}', { url: heard.url })
    case 'ends':
      return t('Hangs up')
  }
}

function listensWords({ keys, speech, timeout }: Extract<Heard, { type: 'listens' }>): string {
  if (keys && speech) return t('Listens for keys and words, {timeout} s', { timeout })
  return keys
    ? t('Listens for keys, {timeout} s', { timeout })
    : t('Listens for words, {timeout} s', { timeout })
}

/** What the caller does until then: `The caller presses 1, then stays silent`. */
export function movesWords({ moves, world }: CallDifference): string {
  const when = [
    ...(world.isTimed ? [timeWords(world.at)] : []),
    ...(world.outside === 'fails' ? [t('Outside systems fail')] : []),
    ...(world.outside === 'late' ? [t('Outside systems answer too late')] : []),
  ]
  const does =
    moves.length === 0
      ? t('The call comes in')
      : t('The caller: {moves}', { moves: moves.map(moveWords).join(' → ') })
  return [...when, does].join(' · ')
}

const timeWords = (at: number): string =>
  formatDate(at, {
    ...{ weekday: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
    timeZoneName: 'short',
  })

function moveWords(move: Move): string {
  if ('digits' in move) return t('presses {digits}', { digits: move.digits })
  if ('speech' in move) {
    return move.speech === 'qwerty'
      ? t('says something else')
      : t('says “{speech}”', { speech: move.speech })
  }
  if ('silence' in move) return t('says nothing')
  if ('hangup' in move) return t('hangs up')
  if ('recording' in move) {
    return move.recording === '' ? t('leaves no message') : t('leaves a message')
  }
  switch (move.dial) {
    case 'completed':
      return t('the other side hangs up')
    case 'busy':
      return t('the other side is busy')
    case 'no-answer':
    case 'canceled':
      return t('nobody answers')
    case 'failed':
      return t('the other side cannot be reached')
  }
}
