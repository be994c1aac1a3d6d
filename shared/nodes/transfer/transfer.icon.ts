export { IconPhoneOutgoing as icon } from '@tabler/icons-react'
