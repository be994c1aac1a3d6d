export { IconNote as icon } from '@tabler/icons-react'
