import { Fragment, type RefObject } from 'react'
import { useFormScope } from './FormContext.ts'
import { templateParts } from './templateParts.ts'

interface TemplatePaintProps {
  readonly box: RefObject<HTMLDivElement | null>
  readonly source: string
  readonly singleLine: boolean | undefined
  readonly mono: boolean | undefined
}

/** Behind the letters of a field: where a value will stand, and which names nothing sets. */
export function TemplatePaint({ box, source, singleLine, mono }: TemplatePaintProps) {
  const { values } = useFormScope()
  return (
    <div
      ref={box}
      className={`template-paint${mono ? ' mono' : ''}`}
      data-single={singleLine}
      aria-hidden="true"
    >
      {templateParts(source, values()).map((part, index) =>
        part.state === 'text' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name
          <Fragment key={index}>{part.text}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name
          <mark key={index} data-state={part.state}>
            {part.text}
          </mark>
        ),
      )}
      {/* A last line break is drawn only when something follows it. */}
      {'\u200b'}
    </div>
  )
}
