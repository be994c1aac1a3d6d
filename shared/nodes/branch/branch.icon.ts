export { IconArrowsSplit2 as icon } from '@tabler/icons-react'
