export { IconKeyboard as icon } from '@tabler/icons-react'
