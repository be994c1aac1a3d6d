import './people.css'
import type { ReactNode } from 'react'

/** What somebody sees who is not in yet: one card in the middle. */
export function Door({ children }: { readonly children: ReactNode }) {
  return (
    <main className="people-door">
      <div className="people-card">
        <p className="people-brand">
          <svg viewBox="0 0 24 24" width={20} height={20} aria-hidden="true">
            <path d="M4 6h6l3 6-3 6H4M13 12h7" />
          </svg>
          FML Studio
        </p>
        {children}
      </div>
    </main>
  )
}
