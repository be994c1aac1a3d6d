export { IconVolume as icon } from '@tabler/icons-react'
