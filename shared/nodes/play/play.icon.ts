export { IconMusic as icon } from '@tabler/icons-react'
