export { IconVariable as icon } from '@tabler/icons-react'
