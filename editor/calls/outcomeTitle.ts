import { translateTitle } from '../i18n/translate.ts'

/** An outcome as people read it: `hungUp`, one of ours, is “hung up”; an author's own words stay as they are. */
export const outcomeTitle = (outcome: string): string =>
  translateTitle(
    /^[a-z]+([A-Z][a-z]+)+$/.test(outcome)
      ? outcome.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      : outcome,
  )
