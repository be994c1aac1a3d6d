import { useState } from 'react'
import { Field } from './Field.tsx'
import { useFormScope } from './FormContext.ts'

interface NumberFieldProps {
  readonly label: string
  readonly path: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** Word behind the number: `seconds`. */
  readonly unit?: string
  /** @defaultValue 1 */
  readonly step?: number
  readonly hint?: string
  readonly onChange: (value: number) => void
}

/** A number within its limits; what is typed outside them is put right on leaving the field. */
export function NumberField(props: NumberFieldProps) {
  const { label, path, value, min, max, unit, step = 1, hint, onChange } = props
  const { seal } = useFormScope()
  const [draft, setDraft] = useState<string | null>(null)
  const take = (text: string) => {
    setDraft(text)
    const number = Number(text)
    const fits = text.trim() !== '' && number >= min && number <= max
    if (fits && (step < 1 || Number.isInteger(number))) onChange(number)
  }
  const settle = () => {
    if (draft !== null && draft.trim() !== '') {
      const number = Number(draft)
      const rounded = step < 1 ? number : Math.round(number)
      if (!Number.isNaN(number)) onChange(Math.min(max, Math.max(min, rounded)))
    }
    setDraft(null)
    seal()
  }
  return (
    <Field label={label} path={path} hint={hint}>
      {(ids) => (
        <div className="number">
          <input
            {...ids}
            className="input"
            type="number"
            min={min}
            max={max}
            step={step}
            value={draft ?? value}
            onChange={(event) => take(event.target.value)}
            onBlur={settle}
          />
          {unit && <span aria-hidden="true">{unit}</span>}
        </div>
      )}
    </Field>
  )
}
