/** Whether the outcome of a flow says that this person is not to be called again: `opted out`, `optOut`, `opt-out`. */
export const isOptOut = (outcome: string | null): boolean =>
  /^opt(ed)?out$/.test((outcome ?? '').toLowerCase().replace(/[^a-z]/g, ''))
