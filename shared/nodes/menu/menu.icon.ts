export { IconDialpad as icon } from '@tabler/icons-react'
