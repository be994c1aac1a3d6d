import { QueryClient, useQuery } from '@tanstack/react-query'
import { ApiError, client } from './client.ts'

/** Answers of the server, shared by the screens. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => !(error instanceof ApiError) && failures < 3,
    },
  },
})

export const useFlows = () => useQuery({ queryKey: ['flows'], queryFn: client.flows })

/** One flow: its variables and how it can end. */
export const useFlow = (id: string) =>
  useQuery({
    queryKey: ['flow', id],
    queryFn: () => client.flow(id),
    enabled: id !== '',
    retry: false,
  })

/** Calls of each flow since midnight here. */
export const useCallCounts = () =>
  useQuery({ queryKey: ['callCounts'], queryFn: client.callCounts, refetchInterval: 30_000 })

export const useBin = () => useQuery({ queryKey: ['bin'], queryFn: client.bin })

export const useNumbers = () => useQuery({ queryKey: ['numbers'], queryFn: client.numbers })

/** What numbers do beside answering with one version. */
export const usePlans = () => useQuery({ queryKey: ['plans'], queryFn: client.plans })

export const useEnvironment = () =>
  useQuery({ queryKey: ['environment'], queryFn: client.environment, staleTime: 60_000 })

/** Asks again for what publishing, saving or deleting may have changed. */
export function refreshLists(): void {
  void queryClient.invalidateQueries({ queryKey: ['flows'] })
  void queryClient.invalidateQueries({ queryKey: ['numbers'] })
  void queryClient.invalidateQueries({ queryKey: ['versions'] })
  void queryClient.invalidateQueries({ queryKey: ['plans'] })
  void queryClient.invalidateQueries({ queryKey: ['bin'] })
}
