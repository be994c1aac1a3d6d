import type { ComponentProps } from 'react'
import { go, type Place, pathOf } from '../router.ts'

/** A link inside the product: an ordinary one for the browser, without loading the page again. */
export function Link({ place, ...rest }: ComponentProps<'a'> & { readonly place: Place }) {
  return (
    <a
      {...rest}
      href={pathOf(place)}
      onClick={(event) => {
        rest.onClick?.(event)
        const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey
        if (opensElsewhere || event.defaultPrevented || event.button !== 0) return
        event.preventDefault()
        go(place)
      }}
    />
  )
}
