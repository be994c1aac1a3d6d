import { Component, type ComponentType, lazy, type ReactNode, useState } from 'react'
import { t } from '../i18n/t.ts'

/**
 * A part of the page that is loaded when it is first shown, inside a `Suspense`. When it cannot be (the server is away), a sentence with a
 * button stands in its place: the rest of the page, and the work in it, stays.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  // A part that failed once would fail for ever: another try is another part.
  const make = () =>
    lazy(async () => {
      const [{ withNeeds }, Own] = await Promise.all([import('./PartNeeds.tsx'), load()])
      return { default: withNeeds(Own) }
    })
  let Part = make()
  return function LazyPart(props: Props) {
    const [Current, setCurrent] = useState(() => Part)
    const retry = () => {
      Part = make()
      setCurrent(() => Part)
    }
    return (
      <PartBoundary onRetry={retry}>
        <Current {...props} />
      </PartBoundary>
    )
  }
}

interface PartBoundaryProps {
  readonly onRetry: () => void
  readonly children: ReactNode
}

/** Keeps a failure to the part that failed. */
class PartBoundary extends Component<PartBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render(): ReactNode {
    const { onRetry, children } = this.props
    if (!this.state.hasFailed) return children
    return (
      <span role="alert" className="part-missing">
        {t('This part cannot be loaded while the server is away.')}{' '}
        <button
          type="button"
          className="plain-link"
          onClick={() => {
            onRetry()
            this.setState({ hasFailed: false })
          }}
        >
          {t('Try again')}
        </button>
      </span>
    )
  }
}
