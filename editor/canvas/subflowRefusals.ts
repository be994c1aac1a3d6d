import type { CollapseRefusal } from '#shared/subflows/collapse.ts'
import type { ExpandRefusal } from '#shared/subflows/expand.ts'
import { t } from '../i18n/t.ts'

/** Names as a sentence holds them: “Menu” and “Say”. */
function listed(names: readonly string[]): string {
  const quoted = names.slice(0, 4).map((name) => `“${name}”`)
  if (names.length > quoted.length) quoted.push('…')
  return new Intl.ListFormat(document.documentElement.lang || 'en').format(quoted)
}

/** Why these steps cannot be a subflow, and what to do about it. */
export function sayCollapseRefusal({ code, names }: CollapseRefusal): string {
  const steps = listed(names)
  switch (code) {
    case 'nothing':
      return t('Select the steps that should be a flow of their own.')
    case 'hasStart':
      return t('The start stays in this flow. Select the steps without it.')
    case 'everywhere':
      return t('{steps} can be reached from everywhere in this flow, so it stays here.', { steps })
    case 'unreadable':
      return t('{steps} holds values that cannot be read. Mend that first.', { steps })
    case 'noEntry':
      return t('No wire leads to the selected steps. Wire one of them, then try again.')
    case 'severalEntries':
      return t(
        'Calls enter these steps in more than one place: {steps}. A subflow has one entry.',
        {
          steps,
        },
      )
    case 'tooManyWays':
      return t('More than 30 ways lead out of these steps. Select fewer.')
    case 'tooManyValues':
      return t('More than 50 values go in or out of these steps. Select others.')
    case 'sameName':
      return t('Another step has the same name: {steps}. Give each a name of its own first.', {
        steps,
      })
    case 'computedOutcome':
      return t(
        'The outcome of {steps} is put together during the call, so it has no way of its own.',
        {
          steps,
        },
      )
  }
}

/** Why a subflow cannot be expanded, and what to do about it. */
export function sayExpandRefusal({ code, names }: ExpandRefusal, node: string): string {
  const steps = listed(names)
  switch (code) {
    case 'notSubflow':
      return t('“{node}” runs no other flow.', { node })
    case 'noBeginning':
      return t('Nothing follows the start of the flow that “{node}” runs.', { node })
    case 'everywhere':
      return t('{steps} can be reached from everywhere in that flow, so it stays there.', { steps })
    case 'readsOutcome':
      return t('{steps} reads how “{node}” ended. Use its ways out instead.', { steps, node })
    case 'computedOutcome':
      return t('The outcome of {steps} is put together during the call, so it stays there.', {
        steps,
      })
  }
}
