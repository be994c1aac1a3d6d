import { t } from '../i18n/t.ts'

/** The built-in voices, whose own names are those of their recordings. Flows keep those. */
const builtIn: Readonly<Record<string, () => string>> = {
  rms: () => t('Robert · English (US), male'),
  slt: () => t('Susan · English (US), female'),
  awb: () => t('Angus · English (Scotland), male'),
  kal: () => t('Karl · English (US), male, mechanical'),
  default: () => t('The voice of each language'),
}

/** A voice as people know it: those of providers have names already. */
export const voiceTitle = (voice: string): string =>
  builtIn[voice]?.() ?? voice.charAt(0).toUpperCase() + voice.slice(1)
