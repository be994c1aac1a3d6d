import { Fragment, type ReactNode } from 'react'
import { t } from './t.ts'

/** A sentence with pieces of the screen in it: `rich('Hears with {ears}.', { ears: <b>…</b> })`. */
export function rich(message: string, values: Readonly<Record<string, ReactNode>>): ReactNode {
  const marks = Object.keys(values).map((name) => [name, `\uE000${name}\uE000`])
  const parts = t(message, Object.fromEntries(marks)).split('\uE000')
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence do not move
    <Fragment key={index}>{index % 2 === 1 ? values[part] : part}</Fragment>
  ))
}
