import { QueryClientProvider } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { queryClient } from '../api/queries.ts'

/** Gives a part what every part may ask for and what the first picture of the page does without. */
export const withNeeds = <Props extends object>(Part: ComponentType<Props>): ComponentType<Props> =>
  function PartWithNeeds(props: Props) {
    return (
      <QueryClientProvider client={queryClient}>
        <Part {...props} />
      </QueryClientProvider>
    )
  }
