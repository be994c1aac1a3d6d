export { IconClockHour9 as icon } from '@tabler/icons-react'
