import './tabs.css'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { horizontalStep } from './direction.ts'

interface TabsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly tabs: readonly {
    readonly value: Value
    readonly title: string
    readonly icon?: ReactNode
  }[]
  readonly onChange: (value: Value) => void
}

/** A row of tabs; the arrow keys go from one to the next. */
export function Tabs<Value extends string>({ label, value, tabs, onChange }: TabsProps<Value>) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = horizontalStep(event.key)
    if (step === 0) return
    const at = tabs.findIndex((tab) => tab.value === value)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    event.stopPropagation()
    onChange(next.value)
    const buttons = list.current?.querySelectorAll('button')
    buttons?.[tabs.indexOf(next)]?.focus()
  }
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          onKeyDown={onKeyDown}
        >
          {tab.icon}
          {tab.title}
        </button>
      ))}
    </div>
  )
}
