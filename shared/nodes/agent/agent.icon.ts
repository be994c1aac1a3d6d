export { IconSparkles as icon } from '@tabler/icons-react'
