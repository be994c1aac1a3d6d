import { Notifications } from '@mantine/notifications'

/** What is said at the bottom of the page for a while. */
export function Notices() {
  return <Notifications position="bottom-center" autoClose={6_000} containerWidth={460} />
}
