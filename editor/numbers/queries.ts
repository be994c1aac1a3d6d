import { useQuery } from '@tanstack/react-query'
import { queryClient, refreshLists } from '../api/queries.ts'
import { numbersClient } from './numbersClient.ts'

export const useTrunks = () =>
  useQuery({ queryKey: ['trunks'], queryFn: numbersClient.trunks, refetchInterval: 10_000 })

export const useTeler = () => useQuery({ queryKey: ['teler'], queryFn: numbersClient.teler })

/** Looked at when the page is opened, and when somebody asks. */
export const useReach = () =>
  useQuery({ queryKey: ['reach'], queryFn: numbersClient.reach, staleTime: 60_000 })

/** Asks again for what a change of numbers or carriers may have changed. */
export function refreshNumbers(): void {
  refreshLists()
  for (const key of ['trunks', 'teler']) void queryClient.invalidateQueries({ queryKey: [key] })
}
