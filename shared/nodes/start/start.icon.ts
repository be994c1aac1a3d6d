export { IconPhoneIncoming as icon } from '@tabler/icons-react'
