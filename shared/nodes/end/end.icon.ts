export { IconPhoneOff as icon } from '@tabler/icons-react'
