import { CarrierRefused } from '../carrier.ts'

/** Where numbers are bought, keys are made and features are switched on. */
export const telerDashboard = 'https://platform.frejun.ai'

/** Why Teler did not do what it was asked for. */
export class TelerError extends Error {
  /** HTTP status; null: no answer, or one that cannot be read. */
  readonly status: number | null
  /** Teler's own code, such as `call_not_live`. */
  readonly code: string | null
  /** Whether it may have been done all the same. */
  readonly isUncertain: boolean

  constructor(
    message: string,
    about: { readonly status: number | null; readonly code?: string | null; isUncertain?: boolean },
  ) {
    super(message)
    this.name = 'TelerError'
    this.status = about.status
    this.code = about.code ?? null
    this.isUncertain = about.isUncertain ?? false
  }
}

interface Sentences {
  readonly message: string
  readonly remedy: string
}

const byCode: Readonly<Record<string, Sentences>> = {
  from_number_not_provisioned: {
    message: 'Teler does not let this number call.',
    remedy: 'Assign the number to Teler on the numbers page, then call again.',
  },
  invalid_target: {
    message: 'Teler cannot reach this number or address.',
    remedy:
      'Write the number with its country code, such as +12025550123, or a public SIP address.',
  },
  feature_not_enabled: {
    message: 'This feature is not switched on for your Teler account.',
    remedy: `Ask FreJun at ${telerDashboard} to switch it on.`,
  },
  transfer_in_progress: {
    message: 'The call is being transferred already.',
    remedy: 'Wait until the transfer is over.',
  },
  call_not_live: { message: 'The call is over.', remedy: 'There is nothing to do.' },
  leg_not_found: {
    message: 'This side of the call is gone.',
    remedy: 'There is nothing to do.',
  },
  call_not_controllable: {
    message: 'Teler does not let anybody steer this call.',
    remedy: 'End it at the telephone.',
  },
}

const byStatus: Readonly<Record<number, Sentences>> = {
  401: {
    message: 'Teler does not accept the API key.',
    remedy: `Copy the key again from ${telerDashboard} and enter it here.`,
  },
  403: {
    message: 'Teler does not accept the API key.',
    remedy: `Copy the key again from ${telerDashboard} and enter it here.`,
  },
  404: {
    message: 'Teler does not know what was asked for (any more).',
    remedy: 'Look at the numbers again, then try once more.',
  },
  410: {
    message: 'Teler does not send this event again: it is too old.',
    remedy: `Look up the call in the list at ${telerDashboard} instead.`,
  },
  429: {
    message: 'Teler is asked too often.',
    remedy: 'Wait a minute, then try again.',
  },
}

/** The two sentences a person needs about a refusal. */
export function explainRefusal(error: unknown): Sentences {
  if (!(error instanceof TelerError)) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      message: `Teler was not asked: ${sentence(why)}`,
      remedy: 'Look at the log of the server.',
    }
  }
  const known = byCode[error.code ?? ''] ?? (error.isUncertain ? uncertain : undefined)
  if (known) return known
  if (error.status === null) return unreachable(error)
  if (error.status === 422) {
    return {
      message: `Teler does not take this: ${sentence(error.message)}`,
      remedy: 'Correct the field that it names, then try again.',
    }
  }
  return (
    byStatus[error.status] ?? {
      message: `Teler answered ${error.status}: ${sentence(error.message)}`,
      remedy:
        error.status >= 500
          ? 'Try again in a few minutes.'
          : `Look at ${telerDashboard} whether your account is in order.`,
    }
  )
}

const sentence = (text: string): string => `${text.trim().replace(/[.!]*$/, '')}.`

const uncertain: Sentences = {
  message: 'Teler did not say whether the call was made.',
  remedy: 'Look at the call list of Teler before you call again.',
}

const unreachable = (error: TelerError): Sentences => ({
  message: `Teler cannot be reached: ${sentence(error.message)}`,
  remedy: 'Look at the connection of this server to the internet, then try again.',
})

/** A refusal as every carrier says it. */
export function toRefused(error: unknown): CarrierRefused {
  if (error instanceof CarrierRefused) return error
  const { message, remedy } = explainRefusal(error)
  if (!(error instanceof TelerError)) return new CarrierRefused(message, remedy)
  const { isUncertain: mayHaveCalled, status } = error
  return new CarrierRefused(message, remedy, { mayHaveCalled, isFull: status === 429 })
}
