export { IconPlayerPause as icon } from '@tabler/icons-react'
