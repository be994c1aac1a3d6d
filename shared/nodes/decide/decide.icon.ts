export { IconZoomQuestion as icon } from '@tabler/icons-react'
