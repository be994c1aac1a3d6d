import { describe, expect, it } from 'vitest'
import { createLocalSynthesizer } from '../createLocalSynthesizer.ts'
import { findLanguage } from './espeakSynthesizer.ts'
import { listEspeakLanguages, parseVoices } from './listEspeakLanguages.ts'

describe('parseVoices', () => {
  it('reads the languages of the table', () => {
    const table = `Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  af              --/M      Afrikaans          gmw/af
 5  de              --/M      German             gmw/de
 5  en-us           --/M      English_(America)  gmw/en-US            (en 3)
 5  chr-US-Qaaa-x-west --/M      Cherokee           iro/chr
 5  de              --/F      Another            gmw/de2
`
    expect(parseVoices(table)).toEqual(['af', 'de', 'en-us', 'chr-us-qaaa-x-west'])
    expect(parseVoices('command not found')).toEqual([])
  })
})

describe('findLanguage', () => {
  it.for([
    ['de-DE', 'de'],
    ['EN-us', 'en-us'],
    ['en-AU', 'en'],
    ['xx', null],
  ] as const)('%s is spoken as %s', ([wanted, spoken]) => {
    expect(findLanguage(['de', 'en', 'en-us'], wanted)).toBe(spoken)
  })
})

const languages = await listEspeakLanguages()
const isInstalled = languages.length > 0

describe.skipIf(!isInstalled)('the local synthesizer (needs espeak-ng)', () => {
  it('speaks German by espeak-ng and English by flite', async () => {
    const local = createLocalSynthesizer({ log: { warn: () => {} }, languages })
    const english = createLocalSynthesizer({ log: { warn: () => {} }, languages: [] })
    const text = 'Guten Tag. Wie geht es Ihnen?'
    const german = await local.synthesize({ text, language: 'de-DE' })
    expect(german.length).toBeGreaterThan(16_000)
    expect(german).not.toEqual(await local.synthesize({ text, language: 'en-US' }))
    expect(await english.synthesize({ text, language: 'de-DE' })).toEqual(
      await local.synthesize({ text }),
    )
    expect(local.languages).toContain('de')
    await Promise.all([local.close(), english.close()])
  })
})
