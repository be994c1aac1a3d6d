/** Longest wait for the first screen, ms: a flow that does not load must not keep the rest away. */
const longest = 3_000

let arrive: () => void = () => {}
const arrival = new Promise<void>((resolve) => {
  arrive = resolve
})

/** The screen that was asked for is painted: what is nice to have may be fetched. */
export const screenIsThere = (): void => arrive()

/** Resolves once the first screen is there. */
export function firstScreen(): Promise<void> {
  setTimeout(arrive, longest)
  return arrival
}
